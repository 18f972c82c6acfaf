package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.Pipeline;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.KernelArguments;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.ArtifactFile;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.BootstrapFormat;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.Content;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;

/** Puts {@link LiveParts} together to what servers and people want: ISO, directory, tarball. */
final class Artifacts {
  private static final long LARGEST_FILE = (4L << 30) - 1;

  private final ImageConfiguration configuration;
  private final LiveParts parts;
  private final Path base;
  private final SourceDate date;

  Artifacts(ImageConfiguration configuration, LiveParts parts, Path base, SourceDate date) {
    this.configuration = configuration;
    this.parts = parts;
    this.base = base;
    this.date = date;
  }

  /** The ISO of a kind; {@code work} gets what it is made of. */
  void iso(Path work, InitramfsType type, Path target) throws IOException {
    boolean bootstrap = type == InitramfsType.BOOTSTRAP;
    IsoImage iso = new IsoImage(work, configuration.architecture(), date);
    // On the file system stands what a network boots, as the table of the artifacts says.
    iso.add("efi/boot/" + EfiNames.shim(configuration.architecture()), parts.shim());
    iso.add("efi/boot/" + EfiNames.grub(configuration.architecture()), parts.grubForNetwork());
    iso.add("boot/vmlinuz", parts.kernel());
    iso.add("boot/initrd.img", bootstrap ? parts.bootstrapInitramfs() : parts.fullInitramfs());
    iso.add("boot/grub2/grub.cfg", GrubMenu.iso(configuration, type, cdMemory(type)));
    iso.add("boot/grub2/grub-pxe.cfg", GrubMenu.pxe(configuration, type, memory(type)));
    iso.add("boot/grub2/grubenv", GrubMenu.ENVIRONMENT_BLOCK);
    iso.add("boot/grub/grub.cfg", GrubMenu.CD_STUB);
    iso.add("grub/grub.cfg", GrubMenu.NETWORK_STUB);
    iso.add(".disk/info", "PXE boot stack live system\n");
    if (bootstrap) {
      if (Files.size(parts.squashfs()) > LARGEST_FILE) {
        throw new BuildException(
            "the root file system is larger than 4 GiB when packed; take something out of it");
      }
      iso.add("liveos/rootfs.img", parts.squashfs());
    }
    for (ArtifactFile each : configuration.iso().additionalFiles()) {
      iso.add(each.destination(), file(work, each.content()));
    }
    iso.writeTo(target, parts.shim(), parts.grubForCd());
  }

  private Path file(Path work, Content content) throws IOException {
    return switch (content) {
      case Content.Source(String path) -> base.resolve(path).toAbsolutePath();
      case Content.Text(String text) ->
          Files.writeString(Files.createTempFile(work, "text", ""), text);
    };
  }

  /** Everything that servers need, in {@code target}, which is there and empty. */
  void pxe(Path work, String configurationText, Path target) throws IOException {
    InitramfsType type = configuration.pxe().medium().initramfsType();
    boolean bootstrap = type == InitramfsType.BOOTSTRAP;
    Path initramfs = bootstrap ? parts.bootstrapInitramfs() : parts.fullInitramfs();
    copy(parts.shim(), target.resolve(EfiNames.shim(configuration.architecture())));
    copy(parts.grubForNetwork(), target.resolve(EfiNames.grub(configuration.architecture())));
    copy(parts.kernel(), target.resolve("boot/vmlinuz"));
    copy(initramfs, target.resolve("boot/initrd.img"));
    write(target.resolve("boot/grub2/grub.cfg"), GrubMenu.pxe(configuration, type, memory(type)));
    write(target.resolve("boot/grub2/grubenv"), GrubMenu.ENVIRONMENT_BLOCK);
    write(target.resolve("grub/grub.cfg"), GrubMenu.NETWORK_STUB);
    for (ArtifactFile each : configuration.pxe().medium().additionalFiles()) {
      Path file = target.resolve(each.destination());
      copy(file(work, each.content()), file);
      if (each.permissions() != null) {
        // Servers read them as another user; what the live system makes of them is its own matter.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    }
    Path root = null;
    if (bootstrap) {
      BootstrapFormat format = configuration.pxe().bootstrapFormat();
      root = target.resolve(format.fileName());
      if (format == BootstrapFormat.ISO) {
        iso(work, InitramfsType.BOOTSTRAP, root);
      } else {
        copy(parts.squashfs(), root);
      }
    }
    copy(parts.sbom(), target.resolve("sbom.cdx.json"));
    write(target.resolve("image.yaml"), configurationText);
    write(
        target.resolve(LiveManifest.FILE_NAME),
        ContractJson.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(manifest(type, root))
            + "\n");
    readable(target);
    write(target.resolve("SHA256SUMS"), sums(target));
  }

  /** What a machine needs that starts it from a CD, where bootstrap's root file system stays. */
  private DataSize cdMemory(InitramfsType type) throws IOException {
    return type == InitramfsType.FULL_OS
        ? memory(type)
        : Memory.bootstrap(0, Files.size(parts.bootstrapInitramfs()));
  }

  /** What a machine needs that starts it over the network. */
  private DataSize memory(InitramfsType type) throws IOException {
    if (type == InitramfsType.FULL_OS) {
      return Memory.fullOs(parts.readFacts().unpacked(), Files.size(parts.fullInitramfs()));
    }
    long initramfs = Files.size(parts.bootstrapInitramfs());
    long fetched = Files.size(parts.squashfs());
    if (configuration.pxe().bootstrapFormat() == BootstrapFormat.ISO) {
      fetched += initramfs + Files.size(parts.kernel());
    }
    return Memory.bootstrap(fetched, initramfs);
  }

  private LiveManifest manifest(InitramfsType type, @Nullable Path root) throws IOException {
    return new LiveManifest(
        configuration.architecture(),
        parts.readFacts().kernelVersion(),
        root == null ? null : root.getFileName().toString(),
        GrubMenu.rootArguments(type, configuration.pxe().bootstrapFormat()),
        new KernelArguments(String.join(" ", GrubMenu.pxeArguments(configuration))),
        memory(type),
        configuration.pxe().medium().additionalFiles().stream()
            .anyMatch(each -> each.fetchTo() != null));
  }

  /** The directory as {@code .tar.gz}. */
  void tarball(Path directory, Path target) throws IOException {
    Command tar =
        Command.of("tar", "--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner")
            .with("--format=ustar", "--mtime=@" + date.seconds(), "--directory=" + directory, ".");
    // What is large in it is compressed already.
    Command gzip = Command.of("gzip", "--no-name", "--fast");
    new Pipeline(tar, gzip, Command.of("dd", "of=" + target, "bs=1M", "status=none"))
        .run(Pipeline.NOTHING);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.copy(from, to);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** Servers are other users than the one who builds, whatever that one's umask is. */
  static void readable(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.toList()) {
        Files.setPosixFilePermissions(
            each,
            PosixFilePermissions.fromString(Files.isDirectory(each) ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }

  private static String sums(Path directory) throws IOException {
    StringBuilder sums = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        try (InputStream in = Files.newInputStream(each)) {
          sums.append(Sha256.of(in)).append("  ").append(directory.relativize(each)).append('\n');
        }
      }
    }
    return sums.toString();
  }
}
