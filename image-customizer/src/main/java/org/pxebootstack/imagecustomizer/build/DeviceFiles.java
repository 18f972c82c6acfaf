package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pxebootstack.command.Command;

/**
 * Device files of a build's own, in place of this host's: their mode, owner and times are not the
 * device's but the file's, and root of the image may change them. The numbers are those of the
 * kernel's Documentation/admin-guide/devices.txt.
 *
 * @param directory where they are
 */
record DeviceFiles(Path directory) {
  /** What bwrap's {@code --dev} binds from this host. */
  private static final Map<String, List<String>> NUMBERS =
      new TreeMap<>(
          Map.of(
              "null", List.of("1", "3"),
              "zero", List.of("1", "5"),
              "full", List.of("1", "7"),
              "random", List.of("1", "8"),
              "urandom", List.of("1", "9"),
              "tty", List.of("5", "0")));

  /**
   * Makes them.
   *
   * @param directory an empty one
   * @throws BuildException where its file system is mounted with {@code nodev}
   */
  static DeviceFiles make(Path directory) throws IOException {
    for (Map.Entry<String, List<String>> each : NUMBERS.entrySet()) {
      var _ =
          Command.of("mknod", "--mode=666", directory.resolve(each.getKey()).toString(), "c")
              .with(each.getValue().toArray(String[]::new))
              .run();
    }
    try (var nothing = Files.newInputStream(directory.resolve("null"))) {
      var _ = nothing.read();
    } catch (IOException e) {
      throw new BuildException(
          "device files don't work in "
              + directory.getParent()
              + ", whose file system is mounted with nodev; let output.image.path be on another one");
    }
    return new DeviceFiles(directory);
  }

  /** For bwrap(1): puts them over those that its {@code --dev} has bound. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    for (String each : NUMBERS.keySet()) {
      options.addAll(List.of("--dev-bind", directory.resolve(each).toString(), "/dev/" + each));
    }
    return options;
  }
}
