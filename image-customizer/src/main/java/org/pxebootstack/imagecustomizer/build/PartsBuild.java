package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;
import org.pxebootstack.imagecustomizer.configuration.Os;

/** Makes {@link LiveParts} from a root file system, or finds those that an earlier build made. */
final class PartsBuild {
  private final ImageConfiguration configuration;
  private final RootSource source;
  private final InitramfsType type;
  private final Path base;
  private final Path cache;
  private final SourceDate date;
  private final BuildLog log;

  /**
   * A build.
   *
   * @param type which initramfs is wanted
   */
  PartsBuild(
      ImageConfiguration configuration,
      RootSource source,
      InitramfsType type,
      Path base,
      Path cache,
      SourceDate date,
      BuildLog log) {
    this.configuration = configuration;
    this.source = source;
    this.type = type;
    this.base = base;
    this.cache = cache;
    this.date = date;
    this.log = log;
  }

  /**
   * The parts.
   *
   * @param work an empty directory for what is not worth keeping
   * @param refresh whether those of an earlier build are not wanted
   */
  LiveParts make(Path work, boolean refresh) throws IOException {
    String inputKey = source.key();
    if (inputKey.isEmpty()) {
      return make(work, Files.createDirectory(work.resolve("parts")));
    }
    String key = PartsKey.of(configuration, inputKey + type, date, base);
    Path kept = cache.resolve("parts-" + key.substring(0, 24));
    if (refresh) {
      FileUtils.deleteDirectory(kept.toFile());
    }
    if (Files.isDirectory(kept)) {
      log.step("parts", "as an earlier build made them");
      return new LiveParts(kept);
    }
    Files.createDirectories(cache);
    Path fresh = cache.resolve(".parts-" + key.substring(0, 24) + ".new");
    FileUtils.deleteDirectory(fresh.toFile());
    make(work, Files.createDirectory(fresh));
    Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
    return new LiveParts(kept);
  }

  private LiveParts make(Path work, Path directory) throws IOException {
    Path rootDirectory = Files.createDirectory(work.resolve("root"));
    Path handed = Files.createDirectory(work.resolve("handed"));
    DeviceFiles devices = DeviceFiles.make(Files.createDirectory(work.resolve("dev")));
    Files.setPosixFilePermissions(rootDirectory, PosixFilePermissions.fromString("rwxr-xr-x"));
    source.unpackInto(rootDirectory, work);
    ImageRoot root = new ImageRoot(rootDirectory, handed, devices, base, date);
    Customization.of(configuration).apply(root, log);
    BootFiles boot = BootFiles.of(root, configuration.architecture());
    LiveParts parts = new LiveParts(directory);
    if (type == InitramfsType.BOOTSTRAP) {
      log.step("initramfs", "bootstrap, by the image's dracut");
      Initramfs.bootstrap(root, boot.kernelVersion(), parts.bootstrapInitramfs());
    }
    // There is no disk to mount anything from.
    root.run("rm", "-f", "/etc/fstab");
    if (type == InitramfsType.FULL_OS) {
      // What the kernel starts in an initramfs.
      root.run(
          "ln", "--symbolic", "--force", "--no-dereference", "usr/lib/systemd/systemd", "/init");
    }
    copy(boot.kernel(), parts.kernel());
    copy(boot.shim(), parts.shim());
    copy(boot.grubForNetwork(), parts.grubForNetwork());
    copy(boot.grubForCd(), parts.grubForCd());
    Files.writeString(parts.sbom(), Sbom.of(text(root, "var/lib/dpkg/status"), vendor(root), date));
    Tidying.tidy(
        root, configuration.os().files().stream().map(Os.File::destination).toList(), date);
    parts.write(new LiveParts.Facts(boot.kernelVersion(), unpacked(rootDirectory)));
    if (type == InitramfsType.BOOTSTRAP) {
      log.step("squashfs", "packing the root file system");
      squashfs(rootDirectory, parts.squashfs());
      sized("initramfs", parts.bootstrapInitramfs());
      sized("squashfs", parts.squashfs());
    } else {
      log.step("initramfs", "full-os, of the whole root file system");
      Initramfs.fullOs(rootDirectory, parts.fullInitramfs());
      sized("initramfs", parts.fullInitramfs());
    }
    return parts;
  }

  private void sized(String what, Path file) throws IOException {
    log.step(what, new DataSize(Files.size(file)).toString());
  }

  private void squashfs(Path root, Path target) throws IOException {
    var _ =
        Command.of("mksquashfs", root.toString(), target.toString())
            .with("-noappend", "-quiet", "-no-progress", "-comp", "zstd")
            .with("-wildcards", "-e", "boot/*")
            .withEnvironment(SourceDate.VARIABLE, date.seconds())
            .run();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to);
    Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String text(ImageRoot root, String path) throws IOException {
    var file = root.file(path);
    return file.isPresent() ? Files.readString(file.get()) : "";
  }

  private static String vendor(ImageRoot root) throws IOException {
    return text(root, "usr/lib/os-release")
        .lines()
        .filter(each -> each.matches("ID=[a-z0-9]+"))
        .map(each -> each.substring("ID=".length()))
        .findFirst()
        .orElse("debian");
  }

  private static long unpacked(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      long bytes = 0;
      for (Path each : files.toList()) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)
            && !each.startsWith(root.resolve("boot"))) {
          // What a file system in memory takes for it: whole pages.
          bytes += Math.ceilDiv(Files.size(each), 4096) * 4096;
        }
      }
      return bytes;
    }
  }
}
