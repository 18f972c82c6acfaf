package org.pxebootstack.initrd;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.fornwall.jelf.ElfDynamicSection;
import net.fornwall.jelf.ElfFile;

/**
 * Adds what dynamically linked programs need: their loader and libraries, found by reading the ELF
 * files (ELF specification, "Dynamic Linking"), so that the architecture of this host does not
 * matter.
 */
final class SharedLibraries {
  private static final byte[] ELF_MAGIC = {0x7f, 'E', 'L', 'F'};

  private final ToolsRoot root;
  private final List<String> searchPath;

  /**
   * @param searchPath directories of the tools' root that hold libraries
   */
  SharedLibraries(ToolsRoot root, List<String> searchPath) {
    this.root = root;
    this.searchPath = List.copyOf(searchPath);
  }

  /** Adds the named libraries, those of everything that is in the archive, and theirs. */
  void addTo(InitramfsArchive archive, List<String> named) throws IOException {
    Set<String> present = new HashSet<>();
    Deque<Path> unread = new ArrayDeque<>();
    for (String each : named) {
      if (present.add(each)) {
        unread.add(add(archive, find(each, "the list")));
      }
    }
    for (Map.Entry<String, Path> each : archive.files().entrySet()) {
      present.add(name(each.getKey()));
      unread.add(each.getValue());
    }
    while (!unread.isEmpty()) {
      Path file = unread.remove();
      if (!isElf(file)) {
        continue;
      }
      ElfFile elf = ElfFile.from(file.toFile());
      String loader = elf.getInterpreter();
      // The kernel opens it by the program's own word for it; the archive's directories may lie
      // differently from those of the tools' root.
      if (loader != null && !archive.leadsSomewhere(loader)) {
        Path added = add(archive, loader);
        unread.add(added);
        if (!archive.leadsSomewhere(loader)) {
          archive.addSymlink(loader, root.pathOf(added));
        }
      }
      ElfDynamicSection dynamic = elf.getDynamicSection();
      for (String needed : dynamic == null ? List.<String>of() : dynamic.getNeededLibraries()) {
        if (present.add(needed)) {
          unread.add(add(archive, find(needed, file.toString())));
        }
      }
    }
  }

  private String find(String library, String neededBy) throws IOException {
    for (String directory : searchPath) {
      if (root.has(directory + "/" + library)) {
        return directory + "/" + library;
      }
    }
    throw new IOException(
        "%s needs %s, which is in none of %s of the tools' root"
            .formatted(neededBy, library, String.join(File.pathSeparator, searchPath)));
  }

  /** Adds a file, and the link to it where {@code path} is one; gives the file. */
  private Path add(InitramfsArchive archive, String path) throws IOException {
    ToolsRoot.Located located = root.locate(path);
    while (Files.isSymbolicLink(located.file())) {
      archive.addSymlink(located.path(), Files.readSymbolicLink(located.file()).toString());
      located = root.locate(root.target(located));
    }
    archive.addFile(located.path(), located.file(), true);
    return located.file();
  }

  private static boolean isElf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF_MAGIC.length), ELF_MAGIC);
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
