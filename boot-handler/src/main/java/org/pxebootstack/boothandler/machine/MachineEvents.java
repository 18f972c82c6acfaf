package org.pxebootstack.boothandler.machine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.database.GroupCommit;
import org.pxebootstack.contract.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The journal of what happened to each machine, kept for a set time. */
@Component
public class MachineEvents {
  private static final Logger LOG = LoggerFactory.getLogger(MachineEvents.class);

  private final JdbcClient jdbc;
  private final GroupCommit commits;
  private final BootHandlerSettings settings;
  private final Clock clock = Clock.systemUTC();

  MachineEvents(JdbcClient jdbc, GroupCommit commits, BootHandlerSettings settings) {
    this.jdbc = jdbc;
    this.commits = commits;
    this.settings = settings;
  }

  /** Adds an event in the transaction that changes the state. */
  void add(
      MacAddress mac,
      Instant at,
      MachineEvent.Kind kind,
      @Nullable String phase,
      @Nullable String message,
      @Nullable String log) {
    jdbc.sql(
            """
            INSERT INTO machine_event (mac, at, kind, phase, message, log)
            VALUES (:mac, :at, :kind, :phase, :message, :log)
            """)
        .param("mac", mac.toString())
        .param("at", at.toEpochMilli())
        .param("kind", kind.name())
        .param("phase", phase, Types.VARCHAR)
        .param("message", message, Types.VARCHAR)
        .param("log", log, Types.VARCHAR)
        .update();
  }

  /**
   * The latest events of a machine, newest first.
   *
   * @param before only such with a smaller id
   * @param limit at most so many
   */
  public List<MachineEvent> of(MacAddress mac, long before, int limit) {
    return jdbc.sql(
            """
            SELECT id, at, kind, phase, message, log FROM machine_event
            WHERE mac = :mac AND id < :before ORDER BY id DESC LIMIT :limit
            """)
        .param("mac", mac.toString())
        .param("before", before)
        .param("limit", limit)
        .query((row, _) -> read(row))
        .list();
  }

  /** What happened to a machine from a time on, in its order. */
  public List<MachineEvent> since(MacAddress mac, Instant from) {
    return jdbc.sql(
            """
            SELECT id, at, kind, phase, message, log FROM machine_event
            WHERE mac = :mac AND at >= :from ORDER BY id
            """)
        .param("mac", mac.toString())
        .param("from", from.toEpochMilli())
        .query((row, _) -> read(row))
        .list();
  }

  private static MachineEvent read(ResultSet row) throws SQLException {
    return new MachineEvent(
        row.getLong("id"),
        Instant.ofEpochMilli(row.getLong("at")),
        MachineEvent.Kind.valueOf(row.getString("kind")),
        row.getString("phase"),
        row.getString("message"),
        row.getString("log"));
  }

  /** Removes what is older than it is to be kept. */
  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void expire() {
    Instant oldest = clock.instant().minus(settings.eventsKept());
    try {
      int removed =
          commits.commit(() ->
              jdbc.sql("DELETE FROM machine_event WHERE at < :oldest")
                  .param("oldest", oldest.toEpochMilli())
                  .update());
      if (removed > 0) {
        LOG.info("{} events older than {} days removed", removed, settings.eventsKept().toDays());
      }
    } catch (DataAccessException e) {
      LOG.warn("old events could not be removed, to be tried again in an hour: {}", e.getMessage());
    }
  }
}
