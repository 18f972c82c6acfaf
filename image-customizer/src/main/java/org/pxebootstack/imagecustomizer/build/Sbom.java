package org.pxebootstack.imagecustomizer.build;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The list of an image's packages (CycloneDX 1.6, cyclonedx.org), from dpkg's own. Pure. */
final class Sbom {
  private Sbom() {}

  private record Component(String name, String version, String architecture) {}

  /**
   * Renders it.
   *
   * @param status the text of {@code /var/lib/dpkg/status} (deb-control(5))
   * @param vendor the distribution's id in os-release(5), such as {@code debian}
   */
  static String of(String status, String vendor, SourceDate date) {
    List<Map<String, Object>> components = new ArrayList<>();
    for (Component each : packages(status)) {
      String purl =
          "pkg:deb/%s/%s@%s?arch=%s"
              .formatted(
                  vendor, encoded(each.name()), encoded(each.version()), each.architecture());
      Map<String, Object> component = new LinkedHashMap<>();
      component.put("type", "library");
      component.put("bom-ref", purl);
      component.put("purl", purl);
      component.put("name", each.name());
      component.put("version", each.version());
      components.add(component);
    }
    Map<String, Object> bom = new LinkedHashMap<>();
    bom.put("bomFormat", "CycloneDX");
    bom.put("specVersion", "1.6");
    bom.put("version", 1);
    bom.put(
        "metadata",
        Map.of(
            "timestamp",
            date.instant().toString(),
            "component",
            new LinkedHashMap<>(Map.of("name", "live-system", "type", "operating-system"))));
    bom.put("components", components);
    return JsonMapper.builder()
            .configure(tools.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .build()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(bom)
        + "\n";
  }

  private static List<Component> packages(String status) {
    List<Component> packages = new ArrayList<>();
    for (String paragraph : status.split("\n\n")) {
      Map<String, String> fields = new LinkedHashMap<>();
      for (String line : paragraph.split("\n")) {
        int colon = line.indexOf(": ");
        if (colon > 0 && !line.startsWith(" ")) {
          fields.put(line.substring(0, colon), line.substring(colon + 2).strip());
        }
      }
      if (fields.getOrDefault("Status", "").endsWith(" installed")) {
        packages.add(
            new Component(
                fields.getOrDefault("Package", ""),
                fields.getOrDefault("Version", ""),
                fields.getOrDefault("Architecture", "")));
      }
    }
    packages.sort(Comparator.comparing(Component::name).thenComparing(Component::architecture));
    return packages;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
