package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;
import org.pxebootstack.installer.InstallException;

/**
 * A disk that says to be larger than it is, as a thin volume whose pool is full: what is written to
 * it goes to memory, without an error, and is lost there.
 */
class LostWritesIT {
  private static final Pattern LIBRARY = Pattern.compile("/\\S+");

  @TempDir private Path directory = Path.of("");
  private Path pool = Path.of("");
  private Path root = Path.of("");
  private String disk = "";

  @BeforeEach
  void attach() throws IOException {
    pool = Files.createDirectory(directory.resolve("pool"));
    root = Files.createDirectory(directory.resolve("root"));
    var _ = Command.of("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", pool.toString()).run();
    Path file = pool.resolve("disk");
    try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
      empty.setLength(256 << 20);
    }
    disk = Command.of("losetup", "--find", "--show", file.toString()).run().output().strip();
    var _ = Command.of("mkfs.ext4", "-q", disk).run();
    var _ = Command.of("mount", "-t", "ext4", disk, root.toString()).run();
    var _ = Files.createDirectories(root.resolve("boot/efi"));
    program("/usr/bin/env");
    program("/usr/bin/sync");
  }

  @AfterEach
  void detach() throws IOException {
    var _ = Command.of("umount", root.toString()).tryRun();
    var _ = Command.of("losetup", "--detach", disk).run();
    var _ = Command.of("umount", pool.toString()).run();
  }

  @Test
  void areNoticed() throws IOException, InstallException {
    TargetRoot target = new TargetRoot(root);
    target.flush();
    Files.write(target.path("file"), new byte[48 << 20]);
    assertThatThrownBy(target::flush)
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith(
            "the disk did not take all that was written to it; see to the disk, or take another: ")
        .hasMessageContaining("sync: error syncing ");
  }

  /** With what it is linked to. */
  private void program(String path) throws IOException {
    copy(path);
    Matcher libraries = LIBRARY.matcher(Command.of("ldd", path).run().output());
    for (String each : libraries.results().map(each -> each.group()).toList()) {
      copy(each);
    }
  }

  private void copy(String path) throws IOException {
    Path to = root.resolve(path.substring(1));
    var _ = Files.createDirectories(to.resolve("..").normalize());
    var _ = Command.of("cp", "--dereference", path, to.toString()).run();
  }
}
