package org.pxebootstack.boothandler.template;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.definitions.FileVersion;
import org.pxebootstack.rendering.ipxe.ScriptTemplate;
import org.springframework.stereotype.Component;

/**
 * The user's own iPXE script, read again when its file changes. One that turns bad keeps its last
 * good version; one that never was good is not used. Both are problems.
 */
@Component
public class UserTemplate {
  private final @Nullable Path file;
  private volatile Read latest = new Read(null, null, null);

  UserTemplate(BootHandlerSettings settings) {
    this.file = settings.templatePath().isEmpty() ? null : Path.of(settings.templatePath());
  }

  /**
   * What became of the file as it was at one moment.
   *
   * @param version by which a change is noticed; null where it is read again in any case
   */
  private record Read(
      @Nullable FileVersion version,
      @Nullable ScriptTemplate lastGood,
      @Nullable Problem problem) {}

  /** The template to use; nothing where ours is to be used. */
  public Optional<ScriptTemplate> current() {
    return Optional.ofNullable(read().lastGood());
  }

  /** What is wrong with it. */
  public Optional<Problem> problem() {
    return Optional.ofNullable(read().problem());
  }

  private static Problem unreadable(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ ->
          Problem.ofFile(
              path.toString(),
              "does not exist",
              "mount the template there, or unset PVMLAB_TEMPLATE_PATH");
      case AccessDeniedException _ ->
          Problem.ofFile(
              path.toString(), "may not be read by boot-handler", "make it readable for everyone");
      default ->
          Problem.ofFile(
              path.toString(), "cannot be read (" + e.getMessage() + ")", "look at its disk");
    };
  }

  private Read read() {
    Path path = file;
    Read before = latest;
    if (path == null) {
      return before;
    }
    FileVersion version = null;
    ScriptTemplate template = before.lastGood();
    Problem problem = null;
    try {
      version = FileVersion.of(Files.readAttributes(path, BasicFileAttributes.class));
      if (version.equals(before.version())) {
        return before;
      }
      if (!version.isSettled(Instant.now())) {
        version = null; // To be read again.
      }
      template = ScriptTemplate.parse(Files.readAllBytes(path));
    } catch (InvalidValueException e) {
      problem = Problem.ofFile(path.toString(), e.complaint(), e.cure());
    } catch (IOException e) {
      version = null; // What kept it from being read, such as its mode, changes without it.
      problem = unreadable(path, e);
    }
    Read now = new Read(version, template, problem);
    latest = now;
    return now;
  }
}
