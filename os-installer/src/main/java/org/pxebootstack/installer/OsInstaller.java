package org.pxebootstack.installer;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.ProgressEvent;
import org.pxebootstack.installer.http.BootToken;
import org.pxebootstack.installer.http.Downloads;
import org.pxebootstack.installer.http.Patience;
import org.pxebootstack.installer.phase.Installation;
import org.pxebootstack.installer.phase.Phase;
import org.pxebootstack.installer.phase.Phases;
import org.pxebootstack.installer.progress.Console;
import org.pxebootstack.installer.progress.ConsoleReporter;
import org.pxebootstack.installer.progress.HttpReporter;
import org.pxebootstack.installer.progress.PhaseProgress;
import org.pxebootstack.installer.progress.Reporter;

/**
 * Installs the system that boot-handler names onto this machine's disk. PID 1 runs it and reads its
 * exit code: {@value #REBOOT} reboot, {@value #STAY} installed but stay, {@value #FAILED} failed
 * and reported; anything else is a crash, which PID 1 reports.
 */
public final class OsInstaller {
  private static final int REBOOT = 0;

  /** Not 1, with which Java ends where it can't start, and a program that crashes. */
  private static final int FAILED = 20;

  private static final int STAY = 10;

  private final Console console;
  private final List<Reporter> reporters = new ArrayList<>();
  private String phase = "start";

  private OsInstaller(Console console) {
    this.console = console;
    this.reporters.add(new ConsoleReporter(console));
  }

  public static void main(String[] args) {
    boolean unpack = args.length == 3 && args[0].equals("unpack");
    System.exit(
        unpack ? Unpacking.run(args[1], args[2]) : new OsInstaller(Console.ofKernel()).install());
  }

  private int install() {
    try {
      KernelCommandLine commandLine =
          KernelCommandLine.parse(Files.readString(Path.of("/proc/cmdline")));
      BootToken token = commandLine.token() == null ? null : new BootToken(commandLine.token());
      Installation installation =
          new Installation(
              commandLine,
              new Downloads(token, patience(commandLine), console::line),
              console,
              Files.isDirectory(Path.of("/sys/firmware/efi")));
      reportOverHttp(commandLine, token);
      for (Phase each : Phases.ALL) {
        phase = each.name();
        report(ProgressEvent.running(phase));
        each.run(installation, new PhaseProgress(phase, this::report));
      }
      report(ProgressEvent.installed(phase));
      return installation.configuration().rebootOnSuccess() ? REBOOT : STAY;
    } catch (InstallException e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (FileSystemException e) {
      // Its message may be the file's name alone.
      return fail(e + "; see the lines above, then start this machine again");
    } catch (IOException e) {
      return fail(e.getMessage() + "; see the lines above, then start this machine again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    } catch (RuntimeException | Error e) {
      return fail("a fault of the installer itself, please report it: " + e);
    }
  }

  private static Patience patience(KernelCommandLine commandLine) {
    return commandLine.retry() == null
        ? Patience.DEFAULT
        : Patience.DEFAULT.withLongest(commandLine.retry());
  }

  private void report(ProgressEvent event) {
    reporters.forEach(each -> each.report(event));
  }

  private int fail(String reason) {
    report(ProgressEvent.failed(phase, reason, console.recent()));
    return FAILED;
  }

  private void reportOverHttp(KernelCommandLine commandLine, @Nullable BootToken token) {
    if (token != null) {
      // /config/<mac> and /progress/<mac> are neighbours: a failure to fetch the first is reported
      // too.
      URI configUrl = commandLine.configUrl();
      String path = configUrl.getPath().replaceFirst("^/config/", "/progress/");
      reporters.add(new HttpReporter(configUrl.resolve(path), token, console));
    }
  }
}
