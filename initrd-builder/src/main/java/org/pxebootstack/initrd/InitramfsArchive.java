package org.pxebootstack.initrd;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/** The content of an archive, collected first and written in order of its paths. */
final class InitramfsArchive {
  /** zstd's highest level whose window (8 MiB) the kernel's decompressor accepts. */
  private static final int ZSTD_LEVEL = 19;

  private static final long PERMISSIONS = 0777;

  /** As the kernel's limit (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private final Map<String, Entry> entries = new TreeMap<>();

  private sealed interface Entry {
    long mode();
  }

  private record Directory(long mode) implements Entry {}

  private record Regular(long mode, Path source) implements Entry {}

  private record Symlink(long mode, String target) implements Entry {}

  private record CharacterDevice(long mode, long major, long minor) implements Entry {}

  /** Adds a directory with its parents; one that is there stays as it is. */
  void addDirectory(String path) {
    String clean = relative(path);
    if (clean.isEmpty() || entries.containsKey(clean)) {
      return;
    }
    addParents(clean);
    entries.put(clean, new Directory(CpioConstants.C_ISDIR | 0755));
  }

  void addFile(String path, Path source, boolean executable) {
    String clean = relative(path);
    addParents(clean);
    entries.put(clean, new Regular(CpioConstants.C_ISREG | (executable ? 0755 : 0644), source));
  }

  void addSymlink(String path, String target) {
    String clean = relative(path);
    addParents(clean);
    entries.put(clean, new Symlink(CpioConstants.C_ISLNK | PERMISSIONS, target));
  }

  void addCharacterDevice(String path, int major, int minor) {
    String clean = relative(path);
    addParents(clean);
    entries.put(clean, new CharacterDevice(CpioConstants.C_ISCHR | 0600, major, minor));
  }

  /** Adds everything below {@code directory}, as it is there. */
  void addTree(String path, Path directory) throws IOException {
    addDirectory(path);
    try (var files = Files.walk(directory)) {
      for (Path each : files.sorted().toList()) {
        if (each.equals(directory)) {
          continue;
        }
        String inside = relative(path + "/" + directory.relativize(each));
        if (Files.isSymbolicLink(each)) {
          addSymlink(inside, Files.readSymbolicLink(each).toString());
        } else if (Files.isDirectory(each)) {
          addDirectory(inside);
        } else {
          addFile(inside, each, Files.isExecutable(each));
        }
      }
    }
  }

  boolean contains(String path) {
    return entries.containsKey(relative(path));
  }

  /** Whether whoever opens {@code path} finds something, by its symbolic links. */
  boolean leadsSomewhere(String path) {
    return leadsSomewhere(Path.of("/").resolve(path), 0);
  }

  private boolean leadsSomewhere(Path path, int links) {
    if (links > MOST_LINKS) {
      return false;
    }
    Path walked = Path.of("/");
    for (Path name : path.normalize()) {
      walked = walked.resolve(name);
      switch (entries.get(relative(walked.toString()))) {
        case null -> {
          return false;
        }
        case Symlink link -> {
          Path rest = walked.relativize(path.normalize());
          Path target = walked.resolveSibling(link.target()).resolve(rest);
          return leadsSomewhere(target, links + 1);
        }
        default -> {}
      }
    }
    return true;
  }

  /** The files of the disk that are in it, by their paths in the archive. */
  Map<String, Path> files() {
    Map<String, Path> files = new TreeMap<>();
    entries.forEach((path, entry) -> {
      if (entry instanceof Regular regular) {
        files.put(path, regular.source());
      }
    });
    return files;
  }

  /**
   * Writes it, compressed by zstd, which the kernel recognizes whatever the file is called. A file
   * by the final name is always whole.
   */
  void writeTo(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
        ZstdOutputStream zstd = new ZstdOutputStream(out, ZSTD_LEVEL)) {
      zstd.setChecksum(true);
      zstd.setCloseFrameOnFlush(false);
      write(zstd);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void write(OutputStream out) throws IOException {
    try (CpioArchiveOutputStream cpio =
        new CpioArchiveOutputStream(out, CpioConstants.FORMAT_NEW)) {
      long inode = 1;
      for (Map.Entry<String, Entry> each : entries.entrySet()) {
        write(cpio, each.getKey(), each.getValue(), inode++);
      }
    }
  }

  private static void write(CpioArchiveOutputStream cpio, String path, Entry entry, long inode)
      throws IOException {
    CpioArchiveEntry header = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, path);
    header.setInode(inode);
    header.setMode(entry.mode());
    header.setNumberOfLinks(entry instanceof Directory ? 2 : 1);
    header.setUID(0);
    header.setGID(0);
    header.setTime(0);
    switch (entry) {
      case Directory _ -> cpio.putArchiveEntry(header);
      case Regular regular -> {
        header.setSize(Files.size(regular.source()));
        cpio.putArchiveEntry(header);
        Files.copy(regular.source(), cpio);
      }
      case Symlink symlink -> {
        byte[] target = symlink.target().getBytes(StandardCharsets.UTF_8);
        header.setSize(target.length);
        cpio.putArchiveEntry(header);
        cpio.write(target);
      }
      case CharacterDevice device -> {
        header.setRemoteDeviceMaj(device.major());
        header.setRemoteDeviceMin(device.minor());
        cpio.putArchiveEntry(header);
      }
    }
    cpio.closeArchiveEntry();
  }

  private void addParents(String path) {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      addDirectory(path.substring(0, slash));
    }
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
