package org.pxebootstack.e2e;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.command.Command;

/** Makes services of a lab's stack fail, and has them work again. */
final class StackFaults {
  private static final String NGINX_CONFIGURATION = "/run/pxeboot-stack/nginx.conf";
  private static final String AWAY = NGINX_CONFIGURATION + ".away";

  private final Lab lab;

  StackFaults(Lab lab) {
    this.lab = lab;
  }

  /** Kills nginx, which can't be started again before {@link #startWebServer}. */
  void stopWebServer() throws IOException {
    run("mv", NGINX_CONFIGURATION, AWAY);
    run("pkill", "-KILL", "nginx");
  }

  void startWebServer() throws IOException {
    run("mv", AWAY, NGINX_CONFIGURATION);
  }

  /** Kills boot-handler, if it runs; it is started again at once. */
  void killBootHandler() throws IOException {
    var _ = lab.inContainer("pkill", "-KILL", "--full", "boot-handler.jar").tryRun();
  }

  /** Lets dnsmasq neither hear nor say anything. */
  void freezeDhcpServer() throws IOException {
    run("pkill", "-STOP", "dnsmasq");
  }

  void thawDhcpServer() throws IOException {
    run("pkill", "-CONT", "dnsmasq");
  }

  /**
   * {@code docker restart}. Its network ends with it, so it gets another card, with another MAC.
   *
   * @return how long it took to end
   */
  Duration restart() throws IOException {
    Instant begin = Instant.now();
    var _ = Command.of("docker", "restart", "--time", "10", lab.namespace()).run();
    String end =
        Command.of("docker", "inspect", "--format", "{{.State.FinishedAt}}", lab.namespace())
            .run()
            .output();
    lab.network().detach("stack");
    lab.plugIn(lab.namespace(), "stack", Lab.PROVISIONER_IP + "/24");
    return Duration.between(begin, Instant.parse(end.strip()));
  }

  private void run(String... argv) throws IOException {
    var _ = lab.inContainer(argv).run();
  }
}
