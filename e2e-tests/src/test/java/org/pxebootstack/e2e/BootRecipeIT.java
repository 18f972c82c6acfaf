package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pxebootstack.cli.Pxeboot;
import org.pxebootstack.cli.lab.BootingStack;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.MacAddress;

/** {@code pxeboot quick debian-installer}, with the package that apt-get has for this host. */
@Tag("slow")
class BootRecipeIT {
  private static final MacAddress MAC = TestLab.mac(211);
  private static final Pattern MOUNT = Pattern.compile("source=([^,]+),target=\\S+/([^/\\s]+)");

  private final Path work = Path.of(TestLab.required("pxeboot.work-dir")).resolve("recipe");
  private final Path files = work.resolve("files");
  private final BootingStack stack =
      new BootingStack(
          "recipe",
          files,
          List.of("/image/linux", "/image/initrd.gz", "--cmdline", "console=ttyS0 --- quiet"));
  private final Lab lab = new Lab("recipe", work.resolve("lab"), stack);

  @AfterEach
  void removeAll() throws IOException {
    lab.close();
    FileUtils.deleteDirectory(work.toFile());
  }

  @Test
  void debiansInstallerAsksForALanguage() throws IOException {
    Files.createDirectories(files);
    List<MatchResult> mounts = MOUNT.matcher(whatDockerIsTold()).results().toList();
    assertThat(mounts).extracting(each -> each.group(2)).containsExactly("linux", "initrd.gz");
    for (MatchResult each : mounts) {
      Files.copy(Path.of(each.group(1)), files.resolve(each.group(2)));
    }
    lab.start(TestLab.required("pxeboot.image"), files);
    VirtualMachine machine =
        lab.machine(
            new VirtualMachine.Hardware(
                "recipe1",
                Architecture.X86_64,
                MAC,
                Firmware.UEFI,
                DataSize.ofMebibytes(1024),
                List.of(),
                false));
    machine.powerOn(VirtualMachine.BootFrom.NETWORK_FIRST_ONCE);
    Await.that(
        "the installer's first question",
        Duration.ofMinutes(10),
        () -> machine.console().contains("Select a language"),
        () -> whatHappened(machine));
    assertThat(lab.stackLog()).contains(MAC + ": has everything and starts");
  }

  /** The command fetches the files for real; who would start the container only tells how. */
  private String whatDockerIsTold() throws IOException {
    Path docker = Files.createDirectories(work.resolve("bin")).resolve("docker");
    Files.writeString(docker, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path out = work.resolve("told");
    Process pxeboot =
        Command.of(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .with("-cp", System.getProperty("java.class.path"), Pxeboot.class.getName())
            .with("quick", "debian-installer", "--cache-dir", work.resolve("cache").toString())
            .withEnvironment("PATH", work.resolve("bin") + ":" + System.getenv("PATH"))
            .startInBackground(out);
    try {
      assertThat(pxeboot.waitFor()).as(() -> contentOf(out)).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return Files.readString(out);
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String whatHappened(VirtualMachine machine) {
    try {
      String console = machine.console();
      return "its console:\n"
          + console.substring(Math.max(0, console.length() - 3000))
          + "\nthe stack's log:\n"
          + lab.stackLog();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
