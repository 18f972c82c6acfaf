package org.pxebootstack.boothandler;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.pxebootstack.contract.machine.DhcpMode;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * The settings, which application.properties takes from the container's environment.
 *
 * @param provisionerIp where machines reach this stack; empty takes it from each request
 * @param domain in which machines have their DNS names
 * @param vmsDir the definitions
 * @param imagesDir the images, as nginx serves them below {@code /images}
 * @param stateDir what must survive a restart
 * @param dhcpMode who gives the machines their addresses
 * @param rescanInterval how often the definitions are read where the file system tells of no change
 * @param tokenLifetime how long a boot may go without reporting; a report renews it
 * @param eventsKept how long the events of a machine are kept; a bare number is of days
 * @param configAccess who gets a machine's configuration and cloud-init files
 * @param adminToken for calls that change something; empty takes the one in the state directory
 * @param proxyKey by which nginx proves that it set {@code X-Forwarded-For}; empty believes nobody
 * @param planDir what {@code pxeboot boot} has prepared; empty where defined machines alone boot
 * @param deliveryPort where nginx tells, by UDP, what it has sent of the plan
 * @param doctorReport where the doctor leaves what it found
 * @param templatePath the user's own iPXE script; empty for ours
 */
@ConfigurationProperties("pxeboot")
public record BootHandlerSettings(
    String provisionerIp,
    String domain,
    Path vmsDir,
    Path imagesDir,
    Path stateDir,
    DhcpMode dhcpMode,
    Duration rescanInterval,
    Duration tokenLifetime,
    @DurationUnit(ChronoUnit.DAYS) Duration eventsKept,
    ConfigAccess configAccess,
    String adminToken,
    String proxyKey,
    String planDir,
    int deliveryPort,
    Path doctorReport,
    String templatePath) {

  public BootHandlerSettings {
    if (!eventsKept.isPositive()) {
      throw new BadSettingException("EVENTS_KEPT is not longer than nothing", "write such as 30d");
    }
  }

  /** Who gets what is meant for one machine. */
  public enum ConfigAccess {
    /** That machine: by the token of its boot, or from its own address. */
    MACHINE,
    /** That machine, and whoever asks from the host that this stack runs on. */
    HOST,
    /** Everyone. */
    ANY
  }
}
