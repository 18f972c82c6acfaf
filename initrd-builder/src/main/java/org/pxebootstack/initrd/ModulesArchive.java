package org.pxebootstack.initrd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.io.FileUtils;
import org.pxebootstack.command.Command;
import org.tukaani.xz.XZInputStream;

/**
 * Makes {@code modules.cpio.gz}: those modules of a kernel that an installer needs, and what they
 * depend on. They are stored uncompressed, since the archive as a whole compresses better.
 */
public final class ModulesArchive {
  /** Files that depmod(8) reads besides the modules. */
  private static final List<String> DEPMOD_INPUTS =
      List.of("modules.builtin", "modules.builtin.modinfo", "modules.order");

  private final Path modules;
  private final List<Pattern> wanted;

  /**
   * @param modules {@code .../lib/modules/<version>} of the kernel's package
   * @param wanted patterns for the modules' paths below {@code modules}, without {@code .ko}
   */
  public ModulesArchive(Path modules, List<String> wanted) {
    this.modules = modules;
    this.wanted = wanted.stream().map(Pattern::compile).toList();
  }

  /** What an installer needs: the module patterns that this project ships. */
  public static List<String> installerModules() {
    try (InputStream in = ModulesArchive.class.getResourceAsStream("installer-modules.txt")) {
      if (in == null) {
        throw new IllegalStateException("installer-modules.txt is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the archive.
   *
   * @return how many modules are in it
   */
  public int writeTo(Path file) throws IOException {
    Path staging = Files.createTempDirectory("pxeboot-modules");
    try {
      String version = modules.getFileName().toString();
      Path target = Files.createDirectories(staging.resolve("lib/modules/" + version));
      Set<String> chosen = choose();
      for (String each : chosen) {
        unpack(each, target.resolve(uncompressed(each)));
      }
      for (String each : DEPMOD_INPUTS) {
        Files.copy(
            modules.resolve(each), target.resolve(each), StandardCopyOption.REPLACE_EXISTING);
      }
      var _ = Command.of("depmod", "--basedir", staging.toString(), version).run();
      InitramfsArchive archive = new InitramfsArchive();
      archive.addTree("lib", staging.resolve("lib"));
      archive.writeTo(file);
      return chosen.size();
    } finally {
      FileUtils.deleteDirectory(staging.toFile());
    }
  }

  /** The wanted modules and everything that they depend on, as modules.dep(5) says. */
  private Set<String> choose() throws IOException {
    Map<String, List<String>> dependencies = new LinkedHashMap<>();
    for (String line : Files.readAllLines(modules.resolve("modules.dep"))) {
      int colon = line.indexOf(':');
      String needs = line.substring(colon + 1).strip();
      dependencies.put(
          line.substring(0, colon), needs.isEmpty() ? List.of() : List.of(needs.split(" ")));
    }
    Set<String> chosen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>();
    dependencies.keySet().stream().filter(this::isWanted).forEach(open::add);
    while (!open.isEmpty()) {
      String each = open.remove();
      if (chosen.add(each)) {
        open.addAll(dependencies.getOrDefault(each, List.of()));
      }
    }
    return chosen;
  }

  private boolean isWanted(String path) {
    String name = path.replaceFirst("\\.ko(\\.xz)?$", "");
    return wanted.stream().anyMatch(each -> each.matcher(name).matches());
  }

  private void unpack(String path, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream raw = Files.newInputStream(modules.resolve(path));
        InputStream in = path.endsWith(".xz") ? new XZInputStream(raw) : raw) {
      Files.copy(in, target);
    }
  }

  private static String uncompressed(String path) {
    return path.endsWith(".xz") ? path.substring(0, path.length() - ".xz".length()) : path;
  }
}
