package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.definitions.DefinitionSet;
import org.pxebootstack.definitions.FileEvents;

/**
 * Looks whether the definitions can be read, and whether changes to them are seen at once.
 *
 * @param directory where they are
 * @param definitions what was read from there
 */
record DefinitionsCheck(Path directory, DefinitionSet definitions) implements Check {
  private static final String NAME = "definitions";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() throws IOException {
    List<Finding> findings = new ArrayList<>();
    Optional<Problem> whole =
        definitions.problems().stream()
            .filter(each -> each.file().equals(directory.toString()))
            .findFirst();
    if (whole.isPresent()) {
      return List.of(
          Finding.problem(NAME, directory + " " + whole.get().complaint(), whole.get().cure()));
    }
    int problems = definitions.problems().size();
    if (problems > 0) {
      findings.add(
          Finding.problem(
              NAME,
              "%d problem%s in %s".formatted(problems, problems == 1 ? "" : "s", directory),
              "see them with: pxeboot vm validate " + directory));
    } else if (definitions.size() == 0) {
      findings.add(
          Finding.note(
              NAME, "there is none in " + directory, "drop a file such as web1.json there"));
    }
    eventsFinding().ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> eventsFinding() throws IOException {
    if (!FileEvents.areDeliveredFor(directory)) {
      return Optional.of(unshared(Files.getFileStore(directory).type()));
    }
    return EventTrial.failure(directory)
        .map(why ->
            Finding.problem(
                NAME,
                "changes in %s are seen late: %s".formatted(directory, why),
                "raise fs.inotify.max_user_instances and fs.inotify.max_user_watches with sysctl"));
  }

  private Finding unshared(String type) {
    return Finding.note(
        NAME,
        "%s is on %s, which does not tell of changes made elsewhere, so it is read every 2 s"
            .formatted(directory, type),
        "nothing needs to be done; on a local disk changes are seen at once");
  }
}
