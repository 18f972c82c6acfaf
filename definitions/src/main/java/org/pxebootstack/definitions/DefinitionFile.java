package org.pxebootstack.definitions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.definition.ParsedDefinition;
import org.pxebootstack.contract.definition.Problem;
import org.pxebootstack.contract.definition.VmDefinition;
import org.pxebootstack.contract.definition.VmDefinitionParser;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;

/**
 * What is known of one file of the definitions directory.
 *
 * @param version by which a look at the directory alone can tell that it changed
 * @param isLink whether it is a symbolic link, whose file changes without an event here
 * @param digest the first 128 bits of its content's SHA-256; null where it could not be read
 * @param lastGood what it said when it was last right, which stays in use
 * @param mac whose machine a file that is wrong is meant for, where that is known
 * @param name how that machine is called, likewise
 * @param problems what is wrong with it now
 */
record DefinitionFile(
    FileVersion version,
    boolean isLink,
    @Nullable UUID digest,
    @Nullable VmDefinition lastGood,
    @Nullable MacAddress mac,
    @Nullable MachineName name,
    List<Problem> problems) {
  private static final int LARGEST = 1 << 20;

  /** Whether {@code attributes} are those of the file as it was read. */
  boolean looksLike(BasicFileAttributes attributes) {
    return digest != null && version.equals(FileVersion.of(attributes));
  }

  /**
   * Reads a file. Never fails: what is wrong is among its problems.
   *
   * @param before what was known of it
   * @param kept what to keep of a definition
   * @return null where there is no such file
   */
  static @Nullable DefinitionFile read(
      Path file, @Nullable DefinitionFile before, UnaryOperator<VmDefinition> kept) {
    String name = Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    boolean isLink = false;
    FileVersion version = FileVersion.UNKNOWN;
    Problem problem;
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        isLink = true;
        attributes = Files.readAttributes(file, BasicFileAttributes.class);
      }
      // Before the content, so that what is written meanwhile is seen at the next look.
      version = FileVersion.of(attributes);
      if (!version.isSettled(Clock.systemUTC().instant())) {
        version = FileVersion.UNKNOWN;
      }
      if (!attributes.isRegularFile()) {
        problem = Problem.ofFile(name, "is not a file", "remove it");
      } else if (attributes.size() > LARGEST) {
        problem =
            Problem.ofFile(
                name, "is larger than 1 MiB", "a definition is a few lines of JSON: correct it");
      } else {
        return of(name, version, isLink, Files.readAllBytes(file), before, kept);
      }
    } catch (NoSuchFileException e) {
      if (!isLink) {
        return null;
      }
      problem = Problem.ofFile(name, "is a link to nothing", "correct the link, or remove it");
    } catch (IOException e) {
      problem =
          Problem.ofFile(
              name, "cannot be read (" + e.getMessage() + ")", "correct its permissions");
    }
    VmDefinition lastGood = before == null ? null : before.lastGood;
    return new DefinitionFile(
        version,
        isLink,
        null,
        lastGood,
        lastGood == null ? null : lastGood.mac(),
        lastGood == null ? null : lastGood.name(),
        List.of(problem));
  }

  private static DefinitionFile of(
      String name,
      FileVersion version,
      boolean isLink,
      byte[] content,
      @Nullable DefinitionFile before,
      UnaryOperator<VmDefinition> kept) {
    UUID digest = digest(content);
    if (before != null && digest.equals(before.digest)) {
      return new DefinitionFile(
          version, isLink, digest, before.lastGood, before.mac, before.name, before.problems);
    }
    return switch (VmDefinitionParser.parse(name, content)) {
      case ParsedDefinition.Valid valid ->
          new DefinitionFile(
              version, isLink, digest, kept.apply(valid.definition()), null, null, List.of());
      case ParsedDefinition.Invalid invalid -> {
        VmDefinition lastGood = before == null ? null : before.lastGood;
        MacAddress mac = invalid.mac();
        if (mac == null && lastGood != null) {
          mac = lastGood.mac();
        }
        MachineName machine = invalid.name();
        if (machine == null && lastGood != null) {
          machine = lastGood.name();
        }
        yield new DefinitionFile(
            version, isLink, digest, lastGood, mac, machine, invalid.problems());
      }
    };
  }

  /** Whether it says the same as {@code other}, whenever each was written. */
  boolean saysTheSameAs(@Nullable DefinitionFile other) {
    return other != null && Objects.equals(digest, other.digest) && problems.equals(other.problems);
  }

  private static UUID digest(byte[] content) {
    try {
      ByteBuffer sha256 = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(content));
      return new UUID(sha256.getLong(), sha256.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
