package org.pxebootstack.definitions;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;

/**
 * Reads the definitions directory again and again, for one thread.
 *
 * <p>A file that turns bad, which includes one that is half written, keeps its last good
 * definition; a file that is gone is gone. Each method gives the very set of before where nothing
 * has changed.
 */
public final class DefinitionDirectory {
  private static final String SUFFIX = ".json";
  private static final String NO_REBOOT_SUFFIX = ".noreboot";

  private final Path directory;
  private final UnaryOperator<VmDefinition> kept;
  private SortedMap<String, DefinitionFile> files = new TreeMap<>();
  private Set<String> noReboot = new HashSet<>();
  private @Nullable Problem ownProblem;
  private DefinitionSet current = DefinitionSet.EMPTY;

  public DefinitionDirectory(Path directory) {
    this(directory, UnaryOperator.identity());
  }

  /**
   * @param kept what to keep of each definition, for a program that needs only part of it
   */
  public DefinitionDirectory(Path directory, UnaryOperator<VmDefinition> kept) {
    this.directory = directory;
    this.kept = kept;
  }

  public Path path() {
    return directory;
  }

  /**
   * Reads one file apart from all others, whatever directory it is in. Never fails: what can't be
   * read, or would not be read in the definitions directory, is among the set's problems.
   */
  public static DefinitionSet scanFile(Path file) {
    Path name = file.getFileName();
    if (name == null || !isDefinition(name.toString())) {
      return DefinitionSet.of(
          List.of(),
          List.of(
              Problem.ofFile(
                  file.toString(), "is not read by the stack", "call it <name>.json instead")),
          Set.of());
    }
    DefinitionFile read = DefinitionFile.read(file, null, UnaryOperator.identity());
    return read == null
        ? DefinitionSet.of(
            List.of(),
            List.of(Problem.ofFile(file.toString(), "does not exist", "correct the path")),
            Set.of())
        : DefinitionSet.of(List.of(read), List.of(), Set.of());
  }

  /** How thorough a look at the whole directory is. */
  private enum Look {
    /** Reads every file: the times of shared mounts can't be trusted. */
    CONTENT,
    /** Reads the files whose size, time or inode has changed. */
    ATTRIBUTES
  }

  /** Reads every file. Never fails: what can't be read is among the set's problems. */
  public DefinitionSet scan() {
    return scan(Look.CONTENT);
  }

  /** Reads the files that look changed, which is quicker by far where attributes are true. */
  DefinitionSet sweep() {
    return scan(Look.ATTRIBUTES);
  }

  /**
   * Whether files elsewhere are read through links: their changes are no events of this directory.
   */
  boolean hasLinks() {
    return files.values().stream().anyMatch(DefinitionFile::isLink);
  }

  /**
   * Reads only these files.
   *
   * @param names relative to the directory; as paths, since not every name is a text
   */
  DefinitionSet reread(Collection<Path> names) {
    if (ownProblem != null) {
      return scan(); // The directory itself was not there before.
    }
    boolean changed = false;
    for (Path each : names) {
      Path file = directory.resolve(each);
      String name = each.toString();
      if (isMark(name)) {
        String machine = machineOf(name);
        changed |= Files.exists(file) ? noReboot.add(machine) : noReboot.remove(machine);
      } else if (isDefinition(name)) {
        DefinitionFile before = files.get(name);
        DefinitionFile now = DefinitionFile.read(file, before, kept);
        changed |= now == null ? before != null : !now.saysTheSameAs(before);
        if (now == null) {
          files.remove(name);
        } else {
          files.put(name, now);
        }
      }
    }
    return changed ? resolve() : current;
  }

  private DefinitionSet scan(Look look) {
    SortedMap<String, DefinitionFile> found = new TreeMap<>();
    Set<String> marked = new HashSet<>();
    boolean changed = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (isMark(name)) {
          marked.add(machineOf(name));
        } else if (isDefinition(name)) {
          DefinitionFile before = files.get(name);
          DefinitionFile now =
              before != null && look == Look.ATTRIBUTES && looksUnchanged(entry, before)
                  ? before
                  : DefinitionFile.read(entry, before, kept);
          if (now != null) {
            changed |= !now.saysTheSameAs(before);
            found.put(name, now);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return unreadable(e);
    }
    changed |= ownProblem != null || found.size() != files.size() || !marked.equals(noReboot);
    files = found;
    noReboot = marked;
    ownProblem = null;
    return changed ? resolve() : current;
  }

  private static boolean looksUnchanged(Path file, DefinitionFile before) {
    try {
      return before.looksLike(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      return false; // Reading it will tell why.
    }
  }

  /** A directory that went away, such as a lost mount, does not undefine every machine. */
  private DefinitionSet unreadable(Exception e) {
    String name = directory.toString();
    Problem problem =
        switch (e) {
          case NoSuchFileException missing ->
              Problem.ofFile(name, "does not exist", "create or mount it");
          case NotDirectoryException file ->
              Problem.ofFile(name, "is not a directory", "mount the definitions there");
          default ->
              Problem.ofFile(
                  name, "cannot be read (" + e.getMessage() + ")", "correct its permissions");
        };
    if (problem.equals(ownProblem)) {
      return current;
    }
    ownProblem = problem;
    return resolve();
  }

  private DefinitionSet resolve() {
    current =
        DefinitionSet.of(
            files.values(), ownProblem == null ? List.of() : List.of(ownProblem), noReboot);
    return current;
  }

  private static boolean isDefinition(String name) {
    return !name.startsWith(".") && name.endsWith(SUFFIX);
  }

  private static boolean isMark(String name) {
    return !name.startsWith(".") && name.endsWith(NO_REBOOT_SUFFIX);
  }

  private static String machineOf(String mark) {
    return mark.substring(0, mark.length() - NO_REBOOT_SUFFIX.length());
  }
}
