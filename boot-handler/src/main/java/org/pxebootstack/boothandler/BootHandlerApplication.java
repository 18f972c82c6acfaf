package org.pxebootstack.boothandler;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Wires the parts and starts the server; everything else is in the packages below. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class BootHandlerApplication {
  public static void main(String[] args) {
    SpringApplication.run(BootHandlerApplication.class, args);
  }
}
