package org.pxebootstack.imagecustomizer.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;

/** Real disk images, read as root. */
class DiskImageIT {
  private static final long ROOT_START = 2048;

  @TempDir private Path directory = Path.of("");

  @Test
  void ownersModesLinksAndCapabilitiesStay() throws IOException {
    Path source = Files.createDirectories(directory.resolve("source/usr/bin"));
    Path su = Files.writeString(source.resolve("su"), "su");
    run("chown", "1234:42", su.toString());
    run("chmod", "6754", su.toString());
    Path ping = Files.writeString(source.resolve("ping"), "ping");
    run("/usr/sbin/setcap", "cap_net_raw=ep", ping.toString());
    Files.createSymbolicLink(source.resolve("link"), Path.of("/etc/passwd"));

    Path target = Files.createDirectory(directory.resolve("target"));
    DiskImage.unpack(qcow2(directory.resolve("source")), target, directory);

    assertThat(run("stat", "--format=%a %u %g", target.resolve("usr/bin/su").toString()))
        .isEqualTo("6754 1234 42\n");
    assertThat(run("/usr/sbin/getcap", target.resolve("usr/bin/ping").toString()))
        .endsWith("cap_net_raw=ep\n");
    assertThat(Files.readSymbolicLink(target.resolve("usr/bin/link"))).hasToString("/etc/passwd");
    assertThat(target.resolve("lost+found")).doesNotExist();
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(directory.toString());
  }

  @Test
  void whatIsNoRootFileSystemIsSaid() throws IOException {
    Path image = directory.resolve("disk.raw");
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(4 << 20);
    }
    Path target = Files.createDirectory(directory.resolve("target"));
    assertThatThrownBy(() -> DiskImage.unpack(image, target, directory))
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith(
            image + ": its largest partition can't be read as an ext4 root file system (")
        .hasMessageEndingWith("; give it as a tarball");
  }

  /** With a partition table, and the file system on its second partition. */
  private Path qcow2(Path root) throws IOException {
    Path fileSystem = directory.resolve("root.ext4");
    run("truncate", "--size=16M", fileSystem.toString());
    run("/usr/sbin/mkfs.ext4", "-q", "-d", root.toString(), fileSystem.toString());
    Path raw = directory.resolve("disk.raw");
    run("truncate", "--size=20M", raw.toString());
    var _ =
        Command.of("/usr/sbin/sfdisk", "--quiet", raw.toString())
            .withInput("label: gpt\nstart=34816, size=2048\nstart=" + ROOT_START + ", size=32768\n")
            .run();
    run(
        "dd",
        "if=" + fileSystem,
        "of=" + raw,
        "bs=512",
        "seek=" + ROOT_START,
        "conv=notrunc",
        "status=none");
    Path image = directory.resolve("disk.qcow2");
    run("qemu-img", "convert", "-O", "qcow2", raw.toString(), image.toString());
    return image;
  }

  private static String run(String... argv) throws IOException {
    return Command.of(argv).run().output();
  }
}
