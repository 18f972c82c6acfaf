package org.pxebootstack.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.MachineStatus;
import org.pxebootstack.cli.lab.Stack;
import org.pxebootstack.cli.lab.VirtualMachine;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.MacAddress;

/** A lab of the tests' own, with images that are whole and images that are not. */
final class TestLab implements AutoCloseable {
  static final String DISTRO = "debian-13";
  static final String CUT_SHORT = "debian-13-cut";
  static final String WRONG_CHECKSUM = "debian-13-tampered";
  static final String UNREADABLE_KERNEL = "debian-13-unreadable";
  static final String SWOLLEN = "debian-13-swollen";

  private static final Duration INSTALLS = Duration.ofMinutes(20);
  private static final int CONSOLE_TAIL = 4000;

  private final Lab lab;
  private final Path images;
  private final Architecture architecture;

  /** A lab of x86-64 machines. */
  TestLab(String name) {
    this(name, Architecture.X86_64);
  }

  /**
   * @param architecture of its machines
   */
  TestLab(String name, Architecture architecture) {
    this(name, new Lab(name, directory(name).resolve("lab")), architecture);
  }

  /**
   * @param stack which is started in it
   */
  TestLab(String name, Stack stack) {
    this(name, new Lab(name, directory(name).resolve("lab"), stack), Architecture.X86_64);
  }

  private TestLab(String name, Lab lab, Architecture architecture) {
    this.lab = lab;
    this.images = directory(name).resolve("images");
    this.architecture = architecture;
  }

  /** The lab's own; it need not exist. */
  static Path directory(String name) {
    return Path.of(required("pxeboot.work-dir")).resolve(name);
  }

  void start() throws IOException {
    prepareImages();
    lab.start(required("pxeboot.image"), images);
  }

  Lab lab() {
    return lab;
  }

  /** What the stack serves as its images. */
  Path images() {
    return images;
  }

  /** How long to wait for what takes an x86-64 machine at most so long. */
  Duration patience(Duration longest) {
    return longest.multipliedBy(
        switch (architecture) {
          case X86_64 -> 1;
          case AARCH64 -> 4; // never by KVM
        });
  }

  static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(property + " is not set; run make test-e2e");
    }
    return value;
  }

  private void prepareImages() throws IOException {
    Path pulled = imageOf(Path.of(required("pxeboot.images-dir")), DISTRO);
    link(pulled, DISTRO);

    // Without a manifest, as pvmlab leaves images, so that only what unpacks it can notice.
    Path cut = link(pulled, CUT_SHORT);
    Path start = cut.resolve("rootfs.tar.zst");
    Files.delete(start);
    try (InputStream whole = Files.newInputStream(pulled.resolve("rootfs.tar.zst"))) {
      Files.write(start, whole.readNBytes(8 << 20));
    }
    Files.delete(cut.resolve("manifest.json"));

    // Not even nginx may read it.
    Path unreadable = link(pulled, UNREADABLE_KERNEL);
    try (var kernels = Files.newDirectoryStream(unreadable, "vmlinuz-*")) {
      for (Path kernel : kernels) {
        Files.delete(kernel);
        Files.writeString(kernel, "");
        Files.setPosixFilePermissions(kernel, PosixFilePermissions.fromString("---------"));
      }
    }
    // One bit of it is not as the manifest says.
    Path archive = link(pulled, WRONG_CHECKSUM).resolve("rootfs.tar.zst");
    Files.delete(archive);
    Files.copy(pulled.resolve("rootfs.tar.zst"), archive);
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.seek(9_000_000);
      int right = file.read();
      file.seek(9_000_000);
      file.write(right ^ 1);
    }
  }

  private Path imageOf(Path imagesDir, String distro) {
    return imagesDir.resolve(distro).resolve(architecture.toString());
  }

  /** An image that is small as an archive, and 8 GiB when it is unpacked. */
  void prepareSwollenImage() throws IOException {
    Path pulled = imageOf(Path.of(required("pxeboot.images-dir")), DISTRO);
    Path archive = link(pulled, SWOLLEN).resolve("rootfs.tar.zst");
    Files.delete(archive);
    Files.delete(archive.resolveSibling("manifest.json"));
    Path zeros = images.resolve("zeros");
    try (RandomAccessFile file = new RandomAccessFile(zeros.toFile(), "rw")) {
      file.setLength(8L << 30);
    }
    var _ =
        Command.of("tar", "--create", "--zstd", "--file=" + archive)
            .with("--directory=" + images, zeros.getFileName().toString())
            .run();
    Files.delete(zeros);
  }

  /** The same files under another name, without copying them. */
  private Path link(Path pulled, String distro) throws IOException {
    Path directory = Files.createDirectories(imageOf(images, distro));
    try (var files = Files.list(pulled)) {
      for (Path each : files.toList()) {
        Path link = directory.resolve(each.getFileName());
        Files.deleteIfExists(link);
        Files.createLink(link, each);
      }
    }
    return directory;
  }

  /** A copy that the test may change, in place of a file of an image. */
  Path ownFile(String distro, String file) throws IOException {
    Path link = imageOf(images, distro).resolve(file);
    Path copy = Files.copy(link, link.resolveSibling(file + ".part"));
    return Files.move(copy, link, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A definition of a machine that is to be installed. */
  String definition(String name, MacAddress mac, String ip, String distro) throws IOException {
    return """
    {"name": "%s", "arch": "%s", "mac": "%s", "ip": "%s", "subnet": "192.168.105.0/24",
     "pxeboot": true, "distro": "%s", "ssh_key": "%s"}
    """
        .formatted(name, architecture, mac, ip, distro, lab.sshPublicKey());
  }

  /** Makes a machine and waits until the stack knows it. */
  VirtualMachine machine(
      String name, int number, String distro, Firmware firmware, List<VirtualMachine.Disk> disks)
      throws IOException {
    return machine(
        VirtualMachine.Hardware.of(name, architecture, mac(number), firmware, disks),
        definition(name, mac(number), ip(number), distro));
  }

  /** As the other, with a definition of the test's own. */
  VirtualMachine machine(VirtualMachine.Hardware hardware, String definition) throws IOException {
    String name = hardware.name();
    lab.define(name, definition);
    Await.that(
        name + " to be defined",
        Duration.ofSeconds(30),
        () -> lab.status(name).isPresent(),
        this::stackLogTail);
    return lab.machine(hardware);
  }

  /** Puts {@code <name>.noreboot} beside the definition and waits until the stack has seen it. */
  void stayInInstaller(String name) throws IOException {
    Files.writeString(lab.vmsDir().resolve(name + ".noreboot"), "");
    Await.that(
        name + ".noreboot to be seen",
        Duration.ofSeconds(30),
        () -> !lab.status(name).orElseThrow().rebootOnSuccess(),
        this::stackLogTail);
  }

  static MacAddress mac(int number) {
    return new MacAddress(0x525400aa0000L + number);
  }

  static String ip(int number) {
    return "192.168.105." + number;
  }

  /** Waits until the machine's installation has ended, well or not. */
  MachineStatus awaitEnd(VirtualMachine machine) throws IOException {
    Await.that(
        machine.name() + " to be installed, or to fail",
        patience(INSTALLS),
        () -> status(machine).filter(TestLab::hasEnded).isPresent(),
        () -> whatHappened(machine));
    return status(machine).orElseThrow();
  }

  private Optional<MachineStatus> status(VirtualMachine machine) throws IOException {
    return lab.status(machine.name());
  }

  private static boolean hasEnded(MachineStatus status) {
    return Set.of("installed", "ready", "failed").contains(status.state());
  }

  String whatHappened(VirtualMachine machine) {
    try {
      String console = machine.console();
      return "status: %s%nits console:%n%s%nthe stack's log:%n%s"
          .formatted(
              lab.status(machine.name()),
              console.substring(Math.max(0, console.length() - CONSOLE_TAIL)),
              stackLogTail());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String stackLogTail() {
    try {
      String log = lab.stackLog();
      return log.substring(Math.max(0, log.length() - CONSOLE_TAIL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lab.close();
    FileUtils.deleteDirectory(images.toFile());
  }
}
