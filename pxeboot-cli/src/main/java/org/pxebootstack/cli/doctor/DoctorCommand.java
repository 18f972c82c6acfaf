package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.OutputFormat;
import org.pxebootstack.cli.StackEnvironment;
import org.pxebootstack.cli.StackOptions;
import org.pxebootstack.contract.machine.DhcpMode;
import org.pxebootstack.definitions.DefinitionDirectory;
import org.pxebootstack.definitions.DefinitionSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pxeboot doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for what keeps machines from booting.",
      "Another DHCP server or none, an address or a port that is in use, definitions that",
      "can't be read or whose changes are not seen, missing images, a clock that is",
      "far off, no room. Each finding is one line with its cure; the exit code is 1",
      "where there is a problem, notes don't count. Run it as root where the stack",
      "runs, or will run."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final Path CONTAINER = Path.of("/etc/pxeboot-stack");
  private static final Path HARDWARE_CLOCK = Path.of("/sys/class/rtc/rtc0/since_epoch");
  private static final Duration SERVICES_START = Duration.ofSeconds(30);

  private final StackEnvironment environment;

  @Mixin private final StackOptions stackOptions;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--interface",
      description =
          "where machines boot from (default: PXE_INTERFACE, or the one with the address)")
  private @Nullable String interfaceName;

  @Option(
      names = "--state-dir",
      description = {
        "where the stack keeps its state",
        "(default: STATE_DIR, or in the container /var/lib/pvmlab)"
      })
  private @Nullable Path stateDir;

  @Option(
      names = "--format",
      description = "text, or json: a list of check, severity, complaint, cure (default: text)")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = "--report",
      hidden = true,
      description = "also leave what was found in this file, as JSON, for the status page")
  private @Nullable Path reportFile;

  @Option(
      names = "--at-start",
      hidden = true,
      description = "wait until the services have started, and print log lines")
  private boolean atStart;

  public DoctorCommand(StackEnvironment environment) {
    this.environment = environment;
    this.stackOptions = new StackOptions(environment);
  }

  @Override
  public Integer call() throws IOException {
    if (atStart) {
      awaitServices();
    }
    Report report = new Report(new Doctor(checks()).examine());
    leave(report);
    PrintWriter out = spec.commandLine().getOut();
    if (atStart) {
      out.print(report.log(ZonedDateTime.now(ZoneId.systemDefault())));
    } else {
      out.print(format == OutputFormat.JSON ? report.json() : report.text());
    }
    out.flush();
    return report.problems() == 0 ? 0 : 1;
  }

  /** Whole or not at all: somebody may be reading it. */
  private void leave(Report report) throws IOException {
    if (reportFile != null) {
      Path whole = reportFile.toAbsolutePath();
      Path part = whole.resolveSibling(whole.getFileName() + ".part");
      Files.writeString(part, report.json());
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void awaitServices() throws IOException {
    try {
      ports(serving()).awaitAllHeld(SERVICES_START);
    } catch (ServingCard.NotFoundException e) {
      // Found again by the checks, which say so.
    }
  }

  private List<Check> checks() throws IOException {
    DefinitionSet definitions = new DefinitionDirectory(stackOptions.vmsDir()).scan();
    Path images = stackOptions.imagesDir();
    List<Check> checks = new ArrayList<>();
    try {
      ServingCard serving = serving();
      DhcpMode mode = environment.dhcpMode();
      checks.add(new DhcpServersCheck(serving, mode, ports(serving)));
      // Beside another server none is reserved.
      checks.add(
          new AddressesCheck(serving, mode.givesAddresses() ? definitions.all() : List.of()));
      checks.add(ports(serving));
    } catch (ServingCard.NotFoundException e) {
      checks.add(e.asCheck());
    }
    checks.add(new DefinitionsCheck(stackOptions.vmsDir(), definitions));
    checks.add(new ImagesCheck(images, bootPrograms(), definitions.all()));
    checks.add(new ClockCheck(Clock.systemUTC(), program(), images, HARDWARE_CLOCK));
    stateDir()
        .ifPresent(each -> checks.add(new StateDirectoryCheck(each, StateDirectoryCheck.ENOUGH)));
    return checks;
  }

  private ServingCard serving() throws ServingCard.NotFoundException, IOException {
    return ServingCard.find(
        stackOptions.provisionerIp(),
        Optional.ofNullable(interfaceName).or(environment::pxeInterface));
  }

  private PortsCheck ports(ServingCard serving) {
    return new PortsCheck(serving, environment.dhcpMode(), environment.servesDhcpV6());
  }

  private static Optional<ImagesCheck.BootPrograms> bootPrograms() {
    return inContainer()
        ? Optional.of(new ImagesCheck.BootPrograms(Path.of("/www/initrds"), Path.of("/tftpboot")))
        : Optional.empty();
  }

  private Optional<Path> stateDir() {
    return Optional.ofNullable(stateDir)
        .or(environment::stateDir)
        .or(() -> inContainer() ? Optional.of(Path.of("/var/lib/pvmlab")) : Optional.empty());
  }

  private static boolean inContainer() {
    return Files.exists(CONTAINER);
  }

  private static Path program() throws IOException {
    try {
      return Path.of(
          DoctorCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("this program does not know its own file", e);
    }
  }
}
