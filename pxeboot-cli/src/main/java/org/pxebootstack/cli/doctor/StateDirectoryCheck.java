package org.pxebootstack.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pxebootstack.contract.machine.DataSize;

/**
 * Looks whether the machines' states, leases and reservations can be written.
 *
 * @param enough how much must be free
 */
record StateDirectoryCheck(Path directory, DataSize enough) implements Check {
  private static final String NAME = "state";

  /** A database of ten thousand machines and their events, twice. */
  static final DataSize ENOUGH = DataSize.ofMebibytes(64);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> findings() throws IOException {
    try {
      Files.delete(Files.createTempFile(directory, ".pxeboot-doctor", ".tmp"));
    } catch (IOException e) {
      return List.of(
          Finding.problem(
              NAME,
              "nothing can be written in %s (%s)"
                  .formatted(directory, e.getClass().getSimpleName()),
              "mount a directory there that root of the container may write to"));
    }
    DataSize free = new DataSize(Files.getFileStore(directory).getUsableSpace());
    if (free.bytes() < enough.bytes()) {
      return List.of(
          Finding.problem(
              NAME,
              "%s has only %s left, %s are needed".formatted(directory, free, enough),
              "make room"));
    }
    return List.of();
  }
}
