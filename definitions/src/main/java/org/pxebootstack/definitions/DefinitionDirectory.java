package org.pxebootstack.definitions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Reads the definitions directory again and again, for one thread.
 *
 * <p>Files are compared by content, since the clocks and change times of shared mounts can't be
 * trusted. A file that turns bad, which includes one that is half written, keeps its last good
 * definition; a file that is gone is gone.
 */
public final class DefinitionDirectory {
  private static final String SUFFIX = ".json";
  private static final String NO_REBOOT_SUFFIX = ".noreboot";
  private static final int LARGEST_FILE = 1 << 20;

  private final Path directory;
  private Map<String, Seen> seen = new HashMap<>();
  private Set<String> noReboot = new HashSet<>();

  public DefinitionDirectory(Path directory) {
    this.directory = directory;
  }

  public Path path() {
    return directory;
  }

  /** What is known of one file. */
  private record Seen(
      String content,
      @Nullable VmDefinition lastGood,
      @Nullable MacAddress mac,
      List<Problem> problems) {}

  /** Reads the whole directory. Never fails: what can't be read is among the set's problems. */
  public DefinitionSet scan() {
    Map<String, Seen> now = new HashMap<>();
    Set<String> marked = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")) {
          continue;
        }
        if (name.endsWith(NO_REBOOT_SUFFIX)) {
          marked.add(name.substring(0, name.length() - NO_REBOOT_SUFFIX.length()));
        } else if (name.endsWith(SUFFIX)) {
          Seen read = read(name, file);
          if (read != null) {
            now.put(name, read);
          }
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return withDirectoryProblem(e);
    }
    seen = now;
    noReboot = marked;
    return resolve(List.of());
  }

  /** A directory that went away, such as a lost mount, does not undefine every machine. */
  private DefinitionSet withDirectoryProblem(Exception e) {
    String why =
        switch (e) {
          case NoSuchFileException missing -> "does not exist; create or mount it";
          case NotDirectoryException file -> "is not a directory; mount the definitions there";
          default -> "cannot be read (" + e.getMessage() + "); correct its permissions";
        };
    return resolve(List.of(new Problem(directory.toString(), "", why)));
  }

  private DefinitionSet resolve(List<Problem> general) {
    List<VmDefinition> good = new ArrayList<>();
    List<DefinitionSet.BrokenFile> broken = new ArrayList<>();
    for (Seen each : seen.values()) {
      if (each.lastGood() != null) {
        good.add(each.lastGood());
      }
      if (!each.problems().isEmpty()) {
        broken.add(new DefinitionSet.BrokenFile(each.mac(), each.problems()));
      }
    }
    if (!general.isEmpty()) {
      broken.add(new DefinitionSet.BrokenFile(null, general));
    }
    return DefinitionSet.of(good, broken, noReboot);
  }

  /** Null where the file went away meanwhile. */
  private @Nullable Seen read(String name, Path file) {
    Seen before = seen.get(name);
    String content; // A character is a byte: this is for comparing, the parser decodes.
    try {
      if (!Files.isRegularFile(file)) {
        return Files.exists(file) ? broken(before, name, "is not a file; remove it") : null;
      }
      if (Files.size(file) > LARGEST_FILE) {
        return broken(before, name, "is larger than 1 MiB; a definition is a few lines of JSON");
      }
      content = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      return broken(
          before, name, "cannot be read (" + e.getMessage() + "); correct its permissions");
    }
    if (before != null && before.content().equals(content)) {
      return before;
    }
    return switch (VmDefinitionParser.parse(name, content.getBytes(StandardCharsets.ISO_8859_1))) {
      case ParsedDefinition.Valid valid -> new Seen(content, valid.definition(), null, List.of());
      case ParsedDefinition.Invalid invalid -> {
        VmDefinition lastGood = before == null ? null : before.lastGood();
        MacAddress mac = invalid.mac();
        if (mac == null && lastGood != null) {
          mac = lastGood.mac();
        }
        yield new Seen(content, lastGood, mac, invalid.problems());
      }
    };
  }

  private static Seen broken(@Nullable Seen before, String name, String complaint) {
    VmDefinition lastGood = before == null ? null : before.lastGood();
    return new Seen(
        "",
        lastGood,
        lastGood == null ? null : lastGood.mac(),
        List.of(new Problem(name, "", complaint)));
  }
}
