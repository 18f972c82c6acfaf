package org.pxebootstack.boothandler.progress;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the servlet where installers report. */
@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

  /**
   * Asks for what it needs when it is needed: Tomcat makes it, and would have words of its own for
   * a setting that is wrong.
   */
  @Bean
  ServletRegistrationBean<ProgressServlet> progressServlet(
      ObjectProvider<ProgressReports> reports,
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> errors) {
    return new ServletRegistrationBean<>(
        new ProgressServlet(
            SingletonSupplier.of(reports::getObject), SingletonSupplier.of(errors::getObject)),
        "/progress/*");
  }
}
