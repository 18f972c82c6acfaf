package org.pxebootstack.boothandler.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.install.ContractJson;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the doctor found when the container started, which it leaves in a file. */
@Component
class DoctorReport {
  private final JsonMapper json = ContractJson.mapper();
  private final Path file;

  DoctorReport(BootHandlerSettings settings) {
    this.file = settings.doctorReport();
  }

  /**
   * One of its findings.
   *
   * @param severity {@code problem} or {@code note}
   */
  record Finding(String check, String severity, String complaint, String cure) {
    boolean isNote() {
      return severity.equals("note");
    }
  }

  /**
   * What it found.
   *
   * @param at when; the epoch where it has not looked yet
   */
  record Report(Instant at, List<Finding> findings) {
    boolean exists() {
      return !at.equals(Instant.EPOCH);
    }
  }

  Report read() {
    try {
      return new Report(
          Files.getLastModifiedTime(file).toInstant(),
          json.readValue(Files.readAllBytes(file), new TypeReference<List<Finding>>() {}));
    } catch (IOException | JacksonException e) {
      return new Report(Instant.EPOCH, List.of());
    }
  }
}
