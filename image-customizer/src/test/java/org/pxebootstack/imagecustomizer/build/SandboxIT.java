package org.pxebootstack.imagecustomizer.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;

/** What programs of an image can reach, with the real bwrap. Needs root. */
class SandboxIT {
  private static final String DEVICES =
      "/dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty";

  // Not in /tmp, which may be mounted with nodev.
  @TempDir(factory = InTarget.class)
  private Path directory = Path.of("");

  private Path root = Path.of("");
  private Sandbox sandbox = new Sandbox(root, new DeviceFiles(root), SourceDate.of(Map.of()));

  @BeforeEach
  void makeSandbox() throws IOException {
    root = Files.createDirectory(directory.resolve("root"));
    sandbox =
        new Sandbox(
            root,
            DeviceFiles.make(Files.createDirectory(directory.resolve("dev"))),
            SourceDate.of(Map.of()));
  }

  @Test
  void deviceFilesOfThisHostAreOutOfReach() throws IOException {
    String identify = "stat --format=%d:%i " + DEVICES;
    List<String> theirs = inside(identify).lines().toList();
    List<String> ours = Command.of("sh", "-c", identify).run().output().lines().toList();
    assertThat(theirs).hasSize(6).doesNotContainAnyElementsOf(ours);
    assertThat(inside("chmod 600 " + DEVICES + " && stat --format=%a /dev/null"))
        .isEqualTo("600\n");
    assertThat(Command.of("stat", "--format=%a", "/dev/null").run().output()).isEqualTo("666\n");
  }

  @Test
  void deviceFilesWork() throws IOException {
    assertThat(inside("head -c 4 /dev/zero | wc -c; head -c 4 /dev/urandom | wc -c; cat /dev/null"))
        .isEqualTo("4\n4\n");
    assertThat(inside("echo gone > /dev/null; echo full > /dev/full || echo refused"))
        .isEqualTo("refused\n");
    assertThat(inside("stat --format=%a " + DEVICES)).isEqualTo("666\n".repeat(6));
  }

  @Test
  void nothingOfThisHostCanBeChanged() throws IOException {
    for (String each :
        List.of(
            "touch /usr/bin/x",
            "echo 1 > /proc/sys/kernel/sysrq",
            "mknod /image/x c 1 3",
            "mount -t tmpfs none /image",
            "umount /dev/null",
            "ip link add x type dummy")) {
      assertThat(inside(each + " 2>/dev/null && echo done || echo refused"))
          .as(each)
          .isEqualTo("refused\n");
    }
    assertThat(inside("touch /image/theirs && ls /image")).isEqualTo("theirs\n");
    assertThat(root.resolve("theirs")).exists();
  }

  private String inside(String script) throws IOException {
    Path handed = directory.resolve("handed");
    Files.createDirectories(handed);
    return sandbox.onHost(false, handed, "sh", "-c", script).run().output();
  }
}
