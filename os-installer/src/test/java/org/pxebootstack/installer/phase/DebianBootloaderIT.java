package org.pxebootstack.installer.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.installer.InstallException;
import org.pxebootstack.installer.KernelCommandLine;
import org.pxebootstack.installer.disk.TargetDisk;
import org.pxebootstack.installer.http.Downloads;
import org.pxebootstack.installer.http.Patience;
import org.pxebootstack.installer.progress.Console;

/**
 * A small Debian on a block device that is made of a file, for BIOS: not every kernel can mount an
 * ESP. Needs root and a Debian mirror.
 */
@Tag("e2e")
class DebianBootloaderIT {
  private static final URI ANY = URI.create("http://10.0.0.1/x");

  @TempDir private Path directory;
  private Path root = Path.of("");
  private String disk = "";

  @BeforeEach
  void makeDebian() throws IOException {
    Path file = directory.resolve("disk");
    try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
      empty.setLength(2L << 30);
    }
    root = Files.createDirectory(directory.resolve("root"));
    disk = run("losetup", "--find", "--show", file.toString());
    var _ =
        Command.of("sfdisk", "--quiet", disk)
            .withInput("label: gpt\nsize=1MiB, type=21686148-6449-6E6F-744E-656564454649\nsize=+\n")
            .run();
    run("partx", "--update", disk);
    run("mkfs.ext4", "-q", disk + "p2");
    run("mount", disk + "p2", root.toString());
    run(
        "mmdebstrap",
        "--quiet",
        "--variant=minbase",
        "--include=grub2-common",
        "trixie",
        directory.resolve("root.tar").toString());
    run("tar", "--extract", "--file=" + directory.resolve("root.tar"), "--directory=" + root);
    run("mount", "--bind", "/dev", root.resolve("dev").toString());
    run("mount", "-t", "proc", "proc", root.resolve("proc").toString());
    run("mount", "-t", "sysfs", "sysfs", root.resolve("sys").toString());
  }

  @AfterEach
  void removeDebian() throws IOException {
    var _ = Command.of("umount", "--recursive", root.toString()).tryRun();
    var _ = Command.of("partx", "--delete", disk).tryRun();
    run("losetup", "--detach", disk);
  }

  @Test
  void whatTheImageLacksIsInstalledOrNamedAndGrubIsOnTheDisk()
      throws IOException, InstallException {
    TargetRoot target = new TargetRoot(root);
    Distribution debian = target.distribution();
    assertThat(debian).isEqualTo(new DebianFamily("debian"));
    Path sources = root.resolve("etc/apt/sources.list");
    String mirror = Files.readString(sources);
    Files.writeString(sources, "deb http://127.0.0.1:1/debian trixie main\n");
    assertThatThrownBy(() -> debian.installBootloader(target, installation()))
        .isInstanceOf(InstallException.class)
        .hasMessageStartingWith(
            "the root file system lacks /usr/lib/grub/i386-pc/modinfo.sh, and its package grub-pc-bin"
                + " could not be had over the network; add grub-pc-bin to the image: ");
    assertThat(bootCode()).containsOnly(0);

    Files.writeString(sources, mirror);
    debian.installBootloader(target, installation());
    assertThat(target.has("usr/lib/grub/i386-pc/modinfo.sh")).isTrue();
    assertThat(root.resolve("boot/grub/grub.cfg")).exists();
    assertThat(new String(bootCode(), StandardCharsets.ISO_8859_1)).contains("GRUB");
  }

  private byte[] bootCode() throws IOException {
    try (RandomAccessFile device = new RandomAccessFile(disk, "r")) {
      byte[] code = new byte[440];
      device.readFully(code);
      return code;
    }
  }

  private Installation installation() throws InstallException {
    Installation installation =
        new Installation(
            KernelCommandLine.parse("config_url=" + ANY),
            new Downloads(null, Patience.DEFAULT, System.out::println),
            Console.ofKernel(),
            false);
    installation.setConfiguration(
        new InstallerConfiguration(
            ANY,
            new DistroName("debian-13"),
            Architecture.X86_64,
            ANY,
            ANY,
            ANY,
            true,
            null,
            null,
            null,
            null,
            ANY,
            DiskHint.NONE,
            WipePolicy.BLANK_OR_OURS,
            null));
    installation.setTargetDisk(new TargetDisk(disk, disk + "p1", 1, disk + "p2"));
    return installation;
  }

  private static String run(String... argv) throws IOException {
    return Command.of(List.of(argv)).run().output().strip();
  }
}
