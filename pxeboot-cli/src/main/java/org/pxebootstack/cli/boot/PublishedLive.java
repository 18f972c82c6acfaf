package org.pxebootstack.cli.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.LiveName;
import tools.jackson.core.JacksonException;

/**
 * A live system, as {@code pxeboot image publish} leaves it in the images directory.
 *
 * @param directory where its files are
 */
record PublishedLive(LiveName name, Path directory, LiveManifest manifest) {
  /**
   * Reads what it is.
   *
   * @throws InvalidValueException with a sentence for people where there is none
   */
  static PublishedLive read(Path imagesDir, LiveName name) {
    Path directory = imagesDir.toAbsolutePath().normalize().resolve("live").resolve(name.value());
    try {
      return new PublishedLive(
          name,
          directory,
          ContractJson.mapper()
              .readValue(
                  Files.readString(directory.resolve(LiveManifest.FILE_NAME)), LiveManifest.class));
    } catch (IOException | JacksonException e) {
      throw new InvalidValueException(
          name.value(),
          "is no live system in " + imagesDir,
          "run pxeboot image publish DIR --name " + name + ", or correct --images-dir");
    }
  }

  /**
   * The arguments of {@code pxeboot boot} for it.
   *
   * @param more words of the kernel command line, after its own; may be empty
   */
  List<String> arguments(String more) {
    List<String> words = new ArrayList<>();
    if (manifest.root() != null) {
      words.add("root=live:{{ URL \"" + directory.resolve(manifest.root()) + "\" }}");
      words.addAll(manifest.rootArguments());
      words.add("pxeboot.memory=" + manifest.memory().mebibytes());
    }
    words.add(manifest.arguments().value());
    if (manifest.fetches()) {
      words.add("pxeboot.files={{ STACK }}/live/" + name);
    }
    if (!more.isEmpty()) {
      words.add(more);
    }
    return List.of(
        directory.resolve("boot/vmlinuz").toString(),
        directory.resolve("boot/initrd.img").toString(),
        "--cmdline=" + String.join(" ", words),
        "--memory=" + manifest.memory().mebibytes() + "MiB");
  }
}
