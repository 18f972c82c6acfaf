package org.pxebootstack.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.cli.distro.FileDigest;
import org.pxebootstack.command.Command;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.contract.image.Sha256;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.install.DiskHint;
import org.pxebootstack.contract.install.InstallerConfiguration;
import org.pxebootstack.contract.install.WipePolicy;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tree of real files, those of this host's programs, as archives on a web server, with what an
 * installer is told of them.
 */
record ServedTree(Path directory, long bytes, long files, long compressedBytes) {
  static final String CONFIGURATION = "/configuration.json";
  static final String ZSTD = "/rootfs.tar.zst";
  static final String GZIP = "/rootfs.tar.gz";

  private static final long LEAST = 1L << 30;

  /** One such file would be a good part of the tree. */
  private static final long LARGEST_FILE = 64 << 20;

  static ServedTree make(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> names = new ArrayList<>();
    long bytes = collect(names);
    Path zstd = directory.resolve(ZSTD.substring(1));
    Path list = directory.resolve("list");
    String files = String.join("\n", names);
    // It is written last, and takes a minute: the same tree's archives are used again.
    if (!Files.exists(list) || !Files.readString(list).equals(files)) {
      archive(directory, files);
      Files.writeString(list, files);
    }
    describe(directory, zstd);
    return new ServedTree(directory, bytes, names.size(), Files.size(zstd));
  }

  /** As `pxeboot distro pull` and pvmlab do. */
  private static void archive(Path directory, String files) throws IOException {
    Path tar = directory.resolve("rootfs.tar");
    var _ =
        Command.of("tar", "--create", "--file=" + tar, "--xattrs", "--numeric-owner")
            .with("--directory=/", "--no-recursion", "--files-from=-")
            .withInput(files)
            .run();
    var _ = Command.of("zstd", "--quiet", "--force", "--keep", "-T0", "-9", tar.toString()).run();
    var _ = Command.of("gzip", "--force", tar.toString()).run();
  }

  private static long collect(List<String> names) throws IOException {
    long[] bytes = {0};
    for (String each : List.of("/usr/bin", "/usr/share", "/usr/lib")) {
      Files.walkFileTree(
          Path.of(each),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              boolean taken = attributes.isSymbolicLink() || attributes.isRegularFile();
              if (taken && attributes.size() <= LARGEST_FILE && !file.toString().contains("\n")) {
                names.add(file.toString().substring(1));
                bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
              }
              return bytes[0] >= LEAST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
            }
          });
    }
    if (bytes[0] < LEAST) {
      throw new IOException("this host has less than 1 GiB of programs: install some more");
    }
    return bytes[0];
  }

  private static void describe(Path directory, Path zstd) throws IOException {
    JsonMapper json = ContractJson.mapper();
    ImageFile name = new ImageFile("rootfs.tar.zst");
    DistroName distro = new DistroName("measured");
    ImageManifest.Entry entry = FileDigest.withChunks(name, zstd);
    ImageManifest manifest =
        new ImageManifest(
            distro, Architecture.X86_64, "", "", name, name, name, name, List.of(entry));
    byte[] text = json.writeValueAsBytes(manifest);
    Files.write(directory.resolve(ImageManifest.FILE_NAME), text);
    URI url = URI.create(StaticServer.URL + "/");
    InstallerConfiguration configuration =
        new InstallerConfiguration(
            url,
            distro,
            Architecture.X86_64,
            url.resolve(name.value()),
            url,
            url,
            true,
            entry.sha256(),
            entry.size(),
            url.resolve(ImageManifest.FILE_NAME),
            Sha256.of(text),
            url,
            DiskHint.NONE,
            WipePolicy.BLANK_OR_OURS,
            null);
    Files.write(
        directory.resolve(CONFIGURATION.substring(1)), json.writeValueAsBytes(configuration));
  }

  /**
   * Compares what was unpacked.
   *
   * @throws IOException where it is not this tree
   */
  void requireIn(Path unpacked) throws IOException {
    var _ =
        Command.of("tar", "--compare", "--zstd", "--file=" + directory + ZSTD)
            .with("--xattrs", "--numeric-owner", "--directory=" + unpacked)
            .run();
  }
}
