package org.pxebootstack.boothandler.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.definition.Problems;
import org.pxebootstack.boothandler.live.Content;
import org.pxebootstack.boothandler.unknown.UnknownMachine;
import org.pxebootstack.boothandler.unknown.UnknownMachines;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.definitions.image.ImageContents;
import org.pxebootstack.definitions.image.ImageInventory;
import org.springframework.stereotype.Component;

/** The pages that are one list each: problems, unknown machines, images. */
@Component
class ListPages {
  private final Problems problems;
  private final DoctorReport doctor;
  private final UnknownMachines unknown;
  private final BootHandlerSettings settings;
  private final Templates templates;

  ListPages(
      Problems problems,
      DoctorReport doctor,
      UnknownMachines unknown,
      BootHandlerSettings settings,
      Templates templates) {
    this.problems = problems;
    this.doctor = doctor;
    this.unknown = unknown;
    this.settings = settings;
    this.templates = templates;
  }

  /** Which of them. */
  enum Kind {
    PROBLEMS("problems", "Problems"),
    UNKNOWN("unknown", "Unknown machines"),
    IMAGES("images", "Images");

    private final String key;
    private final String title;

    Kind(String key, String title) {
      this.key = key;
      this.title = title;
    }

    /** Its template, and its path. */
    String key() {
      return key;
    }

    String title() {
      return title;
    }
  }

  Supplier<Content> watch(Kind kind) {
    return () -> content(kind);
  }

  Fragments content(Kind kind) {
    Map<String, Object> values =
        switch (kind) {
          case PROBLEMS -> problems();
          case UNKNOWN -> unknown();
          case IMAGES -> images();
        };
    return Fragments.of(Map.of("list", templates.render(kind.key(), values)));
  }

  /** One problem of a definition; all of its texts may come from a file. */
  private record ProblemRow(
      String file, String field, @Nullable String value, String complaint, String cure) {
    static ProblemRow of(Problem problem) {
      return new ProblemRow(
          problem.file(), problem.field(), problem.value(), problem.complaint(), problem.cure());
    }
  }

  private Map<String, Object> problems() {
    List<ProblemRow> rows = problems.all().stream().map(ProblemRow::of).toList();
    DoctorReport.Report report = doctor.read();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("problems", rows);
    values.put("any", !rows.isEmpty());
    values.put("directory", settings.vmsDir().toString());
    values.put("looked", report.exists());
    values.put("lookedAt", report.at().toString());
    values.put("lookedAtText", Times.utc(report.at()));
    values.put("findings", report.findings());
    values.put("found", !report.findings().isEmpty());
    return values;
  }

  private record UnknownRow(
      String mac,
      String address,
      long times,
      String first,
      String firstText,
      String last,
      String lastText,
      String definition) {
    static UnknownRow of(UnknownMachine machine, String distro) {
      String name = "m" + machine.mac().toString().replace(":", "").substring(6);
      return new UnknownRow(
          machine.mac().toString(),
          machine.address(),
          machine.times(),
          machine.firstAsked().toString(),
          Times.utc(machine.firstAsked()),
          machine.lastAsked().toString(),
          Times.utc(machine.lastAsked()),
          """
          {
            "name": "%s",
            "arch": "x86_64",
            "mac": "%s",
            "pxeboot": true,
            "distro": "%s",
            "ssh_key": "ssh-ed25519 AAAA... me@laptop"
          }
          """
              .formatted(name, machine.mac(), distro));
    }
  }

  private Map<String, Object> unknown() {
    String distro =
        inventory().stream().findFirst().map(each -> each.distro().value()).orElse("debian-13");
    List<UnknownRow> rows =
        unknown.all().stream().map(each -> UnknownRow.of(each, distro)).toList();
    return Map.of(
        "machines", rows, "any", !rows.isEmpty(), "directory", settings.vmsDir().toString());
  }

  private record FileRow(String name, String size, @Nullable String sha256) {}

  private record ImageRow(
      String distro,
      String arch,
      @Nullable String created,
      String size,
      List<FileRow> files,
      List<String> missing,
      boolean whole) {
    static ImageRow of(ImageContents image) {
      return new ImageRow(
          image.distro().value(),
          image.arch().toString(),
          image.created(),
          new DataSize(image.size()).toString(),
          image.files().stream()
              .map(each ->
                  new FileRow(each.name(), new DataSize(each.size()).toString(), each.sha256()))
              .toList(),
          image.missing(),
          image.missing().isEmpty());
    }
  }

  private Map<String, Object> images() {
    List<ImageRow> rows = inventory().stream().map(ImageRow::of).toList();
    List<String> wanted = new ArrayList<>();
    problems.all().stream()
        .filter(each -> each.field().equals("distro"))
        .map(Problem::sentence)
        .forEach(wanted::add);
    return Map.of(
        "images", rows,
        "any", !rows.isEmpty(),
        "wanted", wanted,
        "wanting", !wanted.isEmpty(),
        "directory", settings.imagesDir().toString());
  }

  private List<ImageContents> inventory() {
    try {
      return ImageInventory.of(settings.imagesDir());
    } catch (IOException e) {
      return List.of();
    }
  }
}
