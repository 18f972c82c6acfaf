package org.pxebootstack.boothandler;

import java.util.List;
import org.pxebootstack.boothandler.bootapi.SettingsCheck;
import org.pxebootstack.boothandler.database.StatePlace;
import org.pxebootstack.boothandler.definition.CurrentDefinitions;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Wires the parts and starts the server; everything else is in the packages below. Errors are ours
 * to say, so there is no error page of Spring's; what is counted is what scripts, events and so on
 * mean, not requests.
 */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {ErrorMvcAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
@ConfigurationPropertiesScan
@EnableScheduling
public class BootHandlerApplication {

  /**
   * @param definitions named here, since this is the first bean: they are read while the others are
   *     made
   * @param state looked at before the others use it
   */
  @SuppressWarnings("UnusedVariable")
  BootHandlerApplication(CurrentDefinitions definitions, StatePlace state) {}

  /**
   * {@code check} looks at the boot API's settings only: 78 (sysexits.h EX_CONFIG) where one is
   * wrong.
   */
  public static void main(String[] args) {
    if (args.length == 1 && args[0].equals("check")) {
      List<String> problems = SettingsCheck.problems(System.getenv());
      problems.forEach(each -> System.err.println("pxeboot-stack: " + each));
      System.exit(problems.isEmpty() ? 0 : 78);
    }
    SpringApplication.run(BootHandlerApplication.class, args);
  }
}
