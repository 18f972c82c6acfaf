package org.pxebootstack.definitions.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.image.DistroImage;
import org.pxebootstack.contract.image.LiveManifest;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;

/**
 * Finds the files of images in the images directory, and believes for a while what it saw there.
 * Safe for many threads.
 */
public final class ImageCatalog {
  private final Path imagesDir;
  private final Duration keep;
  private final Map<Key, Held> held = new ConcurrentHashMap<>();

  /**
   * @param imagesDir with a directory for each distribution, and in it one for each architecture
   * @param keep how long what was found there is believed
   */
  public ImageCatalog(Path imagesDir, Duration keep) {
    this.imagesDir = imagesDir;
    this.keep = keep;
  }

  private record Key(DistroName distro, Architecture arch) {}

  private record Held(ImageListing listing, long since) {}

  /**
   * The image that a definition names.
   *
   * @throws ImageUnavailableException when something that the definition needs is not on the disk
   */
  public DistroImage find(VmDefinition definition) throws ImageUnavailableException {
    DistroName distro = definition.distro();
    if (distro == null) {
      throw new ImageUnavailableException(
          new Problem(
              definition.file(),
              "distro",
              null,
              "is missing",
              "say what to boot, such as debian-13"));
    }
    return new ImageChoice(definition, distro, listing(distro, definition.arch())).image();
  }

  /**
   * The published live system that a definition names.
   *
   * @throws ImageUnavailableException when it is not on the disk, or for another architecture
   */
  public LiveManifest findLive(VmDefinition definition) throws ImageUnavailableException {
    return LiveImages.find(imagesDir, definition);
  }

  /** What is in the image's directory now, or was a moment ago. */
  ImageListing listing(DistroName distro, Architecture arch) {
    long now = System.nanoTime();
    Held found = held.get(new Key(distro, arch));
    if (found != null && now - found.since() < keep.toNanos()) {
      return found.listing();
    }
    ImageListing fresh =
        ImageListing.of(imagesDir.resolve(distro.value()).resolve(arch.toString()));
    held.put(new Key(distro, arch), new Held(fresh, now));
    return fresh;
  }

  /**
   * What all images hold that were asked for so far; equal to an earlier answer where nothing has
   * changed.
   */
  public Object contents() {
    Set<ImageListing> all = new HashSet<>();
    held.keySet().forEach(each -> all.add(listing(each.distro(), each.arch())));
    return all;
  }
}
