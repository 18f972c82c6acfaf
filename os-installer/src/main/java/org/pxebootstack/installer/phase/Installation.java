package org.pxebootstack.installer.phase;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.installer.KernelCommandLine;
import org.pxebootstack.installer.disk.TargetDisk;
import org.pxebootstack.installer.http.Downloads;
import org.pxebootstack.installer.progress.Console;

/** What the phases of one installation learn and hand on. */
public final class Installation {
  /** Where the target's root file system is mounted. */
  public static final Path TARGET = Path.of("/target");

  private final KernelCommandLine commandLine;
  private final Downloads downloads;
  private final Console console;
  private final boolean efi;
  private @Nullable InstallerConfiguration configuration;
  private Map<String, String> seed = Map.of();
  private @Nullable TargetDisk targetDisk;

  /**
   * @param efi whether UEFI firmware started this machine
   */
  public Installation(
      KernelCommandLine commandLine, Downloads downloads, Console console, boolean efi) {
    this.commandLine = commandLine;
    this.downloads = downloads;
    this.console = console;
    this.efi = efi;
  }

  KernelCommandLine commandLine() {
    return commandLine;
  }

  Downloads downloads() {
    return downloads;
  }

  boolean efi() {
    return efi;
  }

  /** Shows a line to whoever looks. */
  public void say(String line) {
    console.line(line);
  }

  public InstallerConfiguration configuration() {
    return known(configuration, "configuration");
  }

  void setConfiguration(InstallerConfiguration fetched) {
    this.configuration = fetched;
  }

  /** The files of the NoCloud seed: name to text. */
  Map<String, String> seed() {
    return seed;
  }

  void setSeed(Map<String, String> fetched) {
    this.seed = Map.copyOf(fetched);
  }

  TargetDisk targetDisk() {
    return known(targetDisk, "target disk");
  }

  public void setTargetDisk(TargetDisk divided) {
    this.targetDisk = divided;
  }

  private static <T> T known(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("no phase has found the " + what + " yet");
    }
    return value;
  }
}
