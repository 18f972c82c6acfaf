package org.pxebootstack.definitions.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.install.ContractJson;
import org.pxebootstack.contract.machine.LiveName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Live systems, as {@code pxeboot image publish} leaves them in the images directory. */
final class LiveImages {
  private static final JsonMapper JSON = ContractJson.mapper();

  private LiveImages() {}

  static LiveManifest find(Path imagesDir, VmDefinition definition)
      throws ImageUnavailableException {
    LiveName name = Objects.requireNonNull(definition.install().live(), "the definition names one");
    Path directory = imagesDir.resolve("live").resolve(name.value());
    LiveManifest manifest = read(definition, name, directory);
    if (manifest.arch() != definition.arch()) {
      throw unavailable(
          definition,
          name,
          "is for " + manifest.arch() + " machines",
          "publish one for this machine");
    }
    for (String each : List.of("boot/vmlinuz", "boot/initrd.img")) {
      if (!Files.isReadable(directory.resolve(each))) {
        throw unavailable(definition, name, "has no " + each, "publish it again");
      }
    }
    return manifest;
  }

  private static LiveManifest read(VmDefinition definition, LiveName name, Path directory)
      throws ImageUnavailableException {
    String cure = "run pxeboot image publish DIR --name " + name;
    try {
      return JSON.readValue(
          Files.readString(directory.resolve(LiveManifest.FILE_NAME)), LiveManifest.class);
    } catch (NoSuchFileException e) {
      throw unavailable(definition, name, "is not published", cure);
    } catch (IOException | JacksonException e) {
      throw unavailable(definition, name, "can't be read", cure);
    }
  }

  private static ImageUnavailableException unavailable(
      VmDefinition definition, LiveName name, String complaint, String cure) {
    return new ImageUnavailableException(
        new Problem(definition.file(), "install.live", name.value(), complaint, cure));
  }
}
