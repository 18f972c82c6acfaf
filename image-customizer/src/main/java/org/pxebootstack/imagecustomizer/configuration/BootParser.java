package org.pxebootstack.imagecustomizer.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.ArtifactFile;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.BootMedium;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.BootstrapFormat;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.InitramfsType;
import org.pxebootstack.imagecustomizer.configuration.ImageConfiguration.LoadProtocol;

/** The keys {@code iso} and {@code pxe}. */
final class BootParser {
  /** What the build itself puts there. */
  private static final Set<String> OURS =
      Set.of(
          "bootx64.efi",
          "grubx64.efi",
          "bootaa64.efi",
          "grubaa64.efi",
          "image.iso",
          "image.squashfs",
          "sha256sums",
          "sbom.cdx.json",
          "image.yaml",
          "live.json");

  private static final List<String> OUR_DIRECTORIES =
      List.of("boot/", "grub/", "efi/", "liveos/", ".disk/");

  private final ContentParser contents;

  BootParser(ContentParser contents) {
    this.contents = contents;
  }

  BootMedium iso(Section fields) {
    BootMedium medium = medium(fields, InitramfsType.BOOTSTRAP);
    if (medium.additionalFiles().stream().anyMatch(each -> each.fetchTo() != null)) {
      fields.complain(
          "additionalFiles", null, "has a fetchTo, which is for pxe", "name the file there");
    }
    fields.refuseOthers();
    return medium;
  }

  /**
   * @param used whether an artifact for the network is made, or the section is there
   */
  ImageConfiguration.Pxe pxe(Section fields, boolean used) {
    BootMedium medium = medium(fields, InitramfsType.FULL_OS);
    BootstrapFormat format =
        Objects.requireNonNullElse(
            fields.optional(
                "bootstrapFormat", text -> Allowed.constant(BootstrapFormat.class, text)),
            BootstrapFormat.ISO);
    LoadProtocol protocol =
        Objects.requireNonNullElse(
            fields.optional("loadKernelFrom", text -> Allowed.constant(LoadProtocol.class, text)),
            LoadProtocol.TFTP);
    @Nullable String url = url(fields, medium.initramfsType(), format, used);
    if (medium.initramfsType() == InitramfsType.FULL_OS && fields.has("bootstrapFormat")) {
      fields.complain(
          "bootstrapFormat", null, "has no meaning with full-os", "leave one of them out");
    }
    fields.refuseOthers();
    return new ImageConfiguration.Pxe(medium, url, format, protocol);
  }

  private static @Nullable String url(
      Section fields, InitramfsType type, BootstrapFormat format, boolean used) {
    @Nullable String base = fields.optional("bootstrapBaseUrl", Allowed::url);
    @Nullable String whole = fields.optional("bootstrapFileUrl", Allowed::url);
    boolean hasBase = fields.has("bootstrapBaseUrl");
    boolean hasWhole = fields.has("bootstrapFileUrl");
    if (hasBase && hasWhole) {
      fields.complain(
          "bootstrapFileUrl", whole, "stands beside bootstrapBaseUrl", "leave one of them out");
    }
    if (type == InitramfsType.FULL_OS) {
      for (String each : List.of("bootstrapBaseUrl", "bootstrapFileUrl")) {
        if (fields.has(each)) {
          fields.complain(
              each,
              null,
              "has no meaning with full-os, whose initramfs holds everything",
              "leave it out, or write initramfsType: bootstrap");
        }
      }
      return null;
    }
    if (!hasBase && !hasWhole && used) {
      fields.complain(
          "bootstrapBaseUrl",
          null,
          "is missing: a bootstrap initramfs would not know where the rest is",
          "write where "
              + format.fileName()
              + " is served, such as http://192.168.105.1/live/rescue");
    }
    if (whole != null && !whole.endsWith(format.ending())) {
      fields.complain(
          "bootstrapFileUrl",
          whole,
          "does not end in what is built, " + format.fileName(),
          "let it end in " + format.ending() + ", or write bootstrapFormat");
    }
    return base == null ? whole : base + (base.endsWith("/") ? "" : "/") + format.fileName();
  }

  private BootMedium medium(Section fields, InitramfsType unset) {
    InitramfsType type =
        fields.optional("initramfsType", text -> Allowed.constant(InitramfsType.class, text));
    fields.refuse("kdumpBootFiles", "is not supported");
    Set<String> destinations = new HashSet<>();
    return new BootMedium(
        Objects.requireNonNullElse(type, unset),
        OsParser.arguments(fields),
        fields.each("additionalFiles", each -> artifact(each, destinations)));
  }

  private @Nullable ArtifactFile artifact(Section fields, Set<String> others) {
    ImageConfiguration.Content content = contents.content(fields, "source");
    String destination =
        fields.required("destination", "say where it goes", Allowed::artifactDestination);
    String permissions = fields.optional("permissions", Allowed::permissions);
    String fetchTo = fields.optional("fetchTo", Allowed::destination);
    if (destination != null && isOurs(destination)) {
      fields.complain(
          "destination", destination, "is a name that the build needs itself", "choose another");
    } else if (destination != null && !others.add(destination)) {
      fields.complain("destination", destination, "is another file's too", "choose another");
    }
    return content == null || destination == null
        ? null
        : new ArtifactFile(content, destination, permissions, fetchTo);
  }

  private static boolean isOurs(String destination) {
    String lower = destination.toLowerCase(Locale.ROOT);
    return OURS.contains(lower) || OUR_DIRECTORIES.stream().anyMatch(lower::startsWith);
  }
}
