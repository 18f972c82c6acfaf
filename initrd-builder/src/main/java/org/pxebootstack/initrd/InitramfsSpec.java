package org.pxebootstack.initrd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes into an initramfs, as a text file says it: one directive a line, {@code #} begins a
 * comment.
 *
 * <pre>
 * library-path DIR...        where the root of the tools keeps its libraries
 * library NAME...            libraries that a program loads by name at run time
 * copy PATH                  a file of that root; a symbolic link comes with what it points to
 * tree PATH                  a directory of that root with everything below it
 * applets PROGRAM NAME...    symbolic links in PROGRAM's directory
 * directory PATH...          empty directories
 * symlink PATH TARGET
 * character-device PATH MAJOR MINOR
 * local PATH FILE            a file beside the text file, executable
 * </pre>
 */
final class InitramfsSpec {
  private final Path file;
  private final ToolsRoot root;
  private final InitramfsArchive archive = new InitramfsArchive();
  private final List<String> libraryPath = new ArrayList<>();
  private final List<String> libraries = new ArrayList<>();

  private InitramfsSpec(Path file, ToolsRoot root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Collects what the text file names, without the libraries that it needs.
   *
   * @throws IOException with the line, when it can't be followed
   */
  static InitramfsSpec read(Path file, ToolsRoot root) throws IOException {
    InitramfsSpec spec = new InitramfsSpec(file, root);
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String directive = line.replaceFirst("#.*", "").strip();
      if (directive.isEmpty()) {
        continue;
      }
      try {
        spec.follow(List.of(directive.split("\\s+")));
      } catch (IOException | IllegalArgumentException e) {
        throw new IOException(
            "%s:%d: %s: %s".formatted(file, number, directive, e.getMessage()), e);
      }
    }
    return spec;
  }

  InitramfsArchive archive() {
    return archive;
  }

  List<String> libraryPath() {
    return List.copyOf(libraryPath);
  }

  /** Libraries that no ELF file names, since they are opened while a program runs (dlopen(3)). */
  List<String> libraries() {
    return List.copyOf(libraries);
  }

  private void follow(List<String> words) throws IOException {
    List<String> arguments = words.subList(1, words.size());
    switch (words.getFirst()) {
      case "library-path" -> libraryPath.addAll(arguments);
      case "library" -> libraries.addAll(arguments);
      case "copy" -> copy(only(arguments, 1).getFirst());
      case "tree" -> tree(only(arguments, 1).getFirst());
      case "applets" -> applets(arguments.getFirst(), arguments.subList(1, arguments.size()));
      case "directory" -> arguments.forEach(archive::addDirectory);
      case "symlink" -> archive.addSymlink(only(arguments, 2).get(0), arguments.get(1));
      case "character-device" ->
          archive.addCharacterDevice(
              only(arguments, 3).get(0),
              Integer.parseInt(arguments.get(1)),
              Integer.parseInt(arguments.get(2)));
      case "local" ->
          archive.addFile(only(arguments, 2).get(0), file.resolveSibling(arguments.get(1)), true);
      default -> throw new IllegalArgumentException("there is no such directive");
    }
  }

  private static List<String> only(List<String> arguments, int count) {
    if (arguments.size() != count) {
      throw new IllegalArgumentException("takes " + count + " arguments");
    }
    return arguments;
  }

  private void copy(String path) throws IOException {
    ToolsRoot.Located located = root.locate(path);
    while (Files.isSymbolicLink(located.file())) {
      archive.addSymlink(located.path(), Files.readSymbolicLink(located.file()).toString());
      located = root.locate(root.target(located));
    }
    archive.addFile(located.path(), located.file(), Files.isExecutable(located.file()));
  }

  private void tree(String path) throws IOException {
    ToolsRoot.Located located = root.locate(path);
    archive.addTree(located.path(), located.file());
  }

  private void applets(String program, List<String> names) throws IOException {
    ToolsRoot.Located located = root.locate(program);
    Path directory = Path.of(located.path()).getParent();
    for (String each : names) {
      archive.addSymlink(directory + "/" + each, located.path());
    }
  }
}
