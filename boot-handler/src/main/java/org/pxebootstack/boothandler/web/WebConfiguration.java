package org.pxebootstack.boothandler.web;

import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How all answers are given. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  /**
   * Every answer has one form only: it is sent whatever the client prefers (RFC 9110, section
   * 12.4.1), where a 406 would help nobody. What is refused has two, see {@link Refusals}.
   */
  @Override
  public void configureContentNegotiation(ContentNegotiationConfigurer configurer) {
    configurer.defaultContentTypeStrategy(_ -> List.of(MediaType.ALL)).ignoreAcceptHeader(true);
  }

  /** Streams of events wait most of the time, and are many. */
  @Override
  public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
    SimpleAsyncTaskExecutor streams = new SimpleAsyncTaskExecutor("stream-");
    streams.setVirtualThreads(true);
    configurer.setTaskExecutor(streams);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsInOurWords() {
    return factory ->
        factory.addContextCustomizers(context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(PlainErrors.class.getName());
          }
        });
  }
}
