package org.pxebootstack.cli.distro;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.cli.StepLog;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.imagecustomizer.publish.DirectorySwap;
import org.pxebootstack.initrd.ModulesArchive;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an image beside the one that is there, and puts it in its place when it is whole. A machine
 * that is being installed meanwhile notices by the manifest's digest that it is another one.
 */
final class DistroPull {
  private static final ImageFile ROOTFS = new ImageFile("rootfs.tar.zst");
  private static final ImageFile MODULES = new ImageFile("modules.cpio.gz");

  private final DistroRecipe recipe;
  private final Path imagesDir;
  private final Path directory;
  private final StepLog log;
  private final JsonMapper json = ContractJson.mapper();

  DistroPull(DistroRecipe recipe, Path imagesDir, StepLog log) {
    this.recipe = recipe;
    this.imagesDir = imagesDir;
    this.directory = imagesDir.resolve(recipe.distro().value()).resolve(recipe.arch().toString());
    this.log = log;
  }

  void run() throws IOException {
    ForeignPrograms.ofThisHost().require(recipe.arch());
    Files.createDirectories(directory.getParent());
    Path lockFile = directory.resolveSibling("." + directory.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException(
            recipe.distro() + " is being pulled by another process; wait for it to end");
      }
      pull();
    }
  }

  private void pull() throws IOException {
    log.step(
        "pull", "%s for %s: looking for new packages".formatted(recipe.distro(), recipe.arch()));
    Mmdebstrap mmdebstrap = new Mmdebstrap(recipe);
    String packages = mmdebstrap.packagesDigest();
    Optional<ImageManifest> present = presentImage();
    if (present.filter(each -> each.packagesSha256().equals(packages)).isPresent()) {
      log.step("pull", "nothing is newer than the image of " + present.get().created());
      return;
    }
    Path fresh = directory.resolveSibling("." + directory.getFileName() + ".new");
    deleteTree(fresh);
    Files.createDirectories(fresh);
    // nginx serves as another user than the one who pulls, whatever that one's umask is.
    for (Path each : List.of(imagesDir, imagesDir.resolve(recipe.distro().value()), fresh)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    try {
      make(mmdebstrap, fresh, packages);
      DirectorySwap.replace(fresh, directory);
    } finally {
      deleteTree(fresh);
    }
    log.step("pull", recipe.distro() + " is in " + directory);
  }

  /** The image that is there, if all of it is, and its manifest is as we write it now. */
  private Optional<ImageManifest> presentImage() throws IOException {
    Path file = directory.resolve(ImageManifest.FILE_NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      ImageManifest manifest = json.readValue(Files.readString(file), ImageManifest.class);
      for (ImageManifest.Entry each : manifest.files()) {
        Path path = directory.resolve(each.name().value());
        if (!Files.exists(path) || Files.size(path) != each.size()) {
          return Optional.empty();
        }
      }
      return manifest.entry(manifest.rootfs()).map(ImageManifest.Entry::chunks).map(_ -> manifest);
    } catch (JacksonException e) {
      return Optional.empty(); // It is made anew.
    }
  }

  private void make(Mmdebstrap mmdebstrap, Path fresh, String packages) throws IOException {
    Path boot = Files.createDirectories(fresh.resolve("boot"));
    Path modules = Files.createDirectories(fresh.resolve("modules"));
    mmdebstrap.make(
        fresh.resolve(ROOTFS.value()), boot, modules, step -> log.step("mmdebstrap", step));
    Path version = only(modules, "");
    Path kernel = only(boot, "vmlinuz-");
    Path initrd = only(boot, "initrd.img-");
    log.step("modules", "choosing those of " + version.getFileName() + " that an installer needs");
    int count =
        new ModulesArchive(version, ModulesArchive.installerModules())
            .writeTo(fresh.resolve(MODULES.value()));
    ImageFile kernelName = move(kernel, fresh);
    ImageFile initrdName = move(initrd, fresh);
    deleteTree(boot);
    deleteTree(modules);
    List<ImageManifest.Entry> entries = new ArrayList<>();
    for (ImageFile each : List.of(kernelName, initrdName, MODULES, ROOTFS)) {
      Path file = fresh.resolve(each.value());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      entries.add(
          each.equals(ROOTFS) ? FileDigest.withChunks(each, file) : FileDigest.of(each, file));
      String note = each.equals(MODULES) ? " (%d modules)".formatted(count) : "";
      log.step("file", each + ", " + new DataSize(Files.size(file)) + note);
    }
    String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    ImageManifest manifest =
        new ImageManifest(
            recipe.distro(),
            recipe.arch(),
            created,
            packages,
            kernelName,
            initrdName,
            MODULES,
            ROOTFS,
            entries);
    Files.writeString(
        fresh.resolve(ImageManifest.FILE_NAME),
        json.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
    Files.setPosixFilePermissions(
        fresh.resolve(ImageManifest.FILE_NAME), PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static ImageFile move(Path file, Path directory) throws IOException {
    Files.move(file, directory.resolve(file.getFileName()));
    return new ImageFile(file.getFileName().toString());
  }

  private static Path only(Path directory, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found =
          files.filter(each -> each.getFileName().toString().startsWith(prefix)).toList();
      if (found.size() != 1) {
        throw new IOException(
            "the image has %d kernels (%s*), one was expected".formatted(found.size(), prefix));
      }
      return found.getFirst();
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    FileUtils.deleteDirectory(directory.toFile());
  }
}
