package org.pxebootstack.boothandler.upstream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the servlet where machines ask for it. */
@Configuration(proxyBeanMethods = false)
class SealedConfiguration {
  private static final int SOCKET_BUFFER_BYTES = 64 << 10;

  /**
   * Asks for what it needs when it is needed: Tomcat makes it, and would have words of its own for
   * a setting that is wrong.
   */
  @Bean
  ServletRegistrationBean<SealedServlet> sealedServlet(
      ObjectProvider<SealedFiles> files,
      ObjectProvider<Streams> streams,
      ObjectProvider<Delivery> delivery) {
    var registration =
        new ServletRegistrationBean<>(
            new SealedServlet(files, streams, delivery), SealedFiles.PATH + "/*");
    registration.setAsyncSupported(true);
    return registration;
  }

  /** Tomcat writes 8 KiB at a time otherwise. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> largeWrites() {
    return factory ->
        factory.addConnectorCustomizers(connector ->
            connector.setProperty("socket.appWriteBufSize", Integer.toString(SOCKET_BUFFER_BYTES)));
  }
}
