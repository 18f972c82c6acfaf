package org.pxebootstack.boothandler.machine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.database.GroupCommit;
import org.pxebootstack.boothandler.database.StatePlace;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code machine_state}: a row for each machine that has asked or reported. */
@Component
class MachineStateTable {
  /** In the order in which they are read and written; SQLite and PostgreSQL take all of this. */
  private static final List<String> NAMES =
      List.of(
          "mac",
          "state",
          "phase",
          "done_bytes",
          "total_bytes",
          "bytes_per_second",
          "seconds_left",
          "message",
          "changed_at",
          "boot_id",
          "boot_started_at",
          "installed_at",
          "reinstall_asked_at",
          "disk_asked_at");

  private static final String COLUMNS = String.join(", ", NAMES);
  private static final String WRITE =
      "INSERT INTO machine_state (%s) VALUES (%s) ON CONFLICT (mac) DO UPDATE SET %s"
          .formatted(
              COLUMNS,
              String.join(", ", Collections.nCopies(NAMES.size(), "?")),
              NAMES.stream()
                  .skip(1)
                  .map(each -> each + " = excluded." + each)
                  .collect(Collectors.joining(", ")));

  private final JdbcClient jdbc;
  private final boolean shared;

  /** What {@link GroupCommit}'s thread has written, where nobody else writes. */
  private final Map<MacAddress, MachineState> written = new HashMap<>();

  MachineStateTable(JdbcClient jdbc, StatePlace place, GroupCommit commits) {
    this.jdbc = jdbc;
    this.shared = place.isShared();
    commits.onRollback(written::clear);
  }

  MachineState find(MacAddress mac) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM machine_state WHERE mac = ?")
        .param(mac.toString())
        .query((row, _) -> read(row))
        .optional()
        .orElseGet(() -> MachineState.defined(mac));
  }

  /**
   * As {@link #find}, to be changed in this transaction: nobody else does until it ends, although
   * several provisioners may share the database. In a file of our own, {@link GroupCommit} alone
   * writes.
   */
  MachineState lock(MacAddress mac) {
    if (!shared) {
      MachineState known = written.get(mac);
      return known == null ? find(mac) : known;
    }
    jdbc.sql(
            """
            INSERT INTO machine_state (mac, state, changed_at) VALUES (?, ?, 0)
            ON CONFLICT (mac) DO UPDATE SET mac = excluded.mac
            """)
        .param(mac.toString())
        .param(MachineState.State.DEFINED.name())
        .update();
    return find(mac);
  }

  List<MachineState> all() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM machine_state")
        .query((row, _) -> read(row))
        .list();
  }

  void write(MachineState state) {
    jdbc.sql(WRITE)
        .param(1, state.mac().toString())
        .param(2, state.state().name())
        .param(3, state.phase(), Types.VARCHAR)
        .param(4, state.doneBytes(), Types.BIGINT)
        .param(5, state.totalBytes(), Types.BIGINT)
        .param(6, state.bytesPerSecond(), Types.BIGINT)
        .param(7, state.secondsLeft(), Types.BIGINT)
        .param(8, state.message(), Types.VARCHAR)
        .param(9, state.changedAt().toEpochMilli())
        .param(10, state.boot() == null ? null : state.boot().value(), Types.BIGINT)
        .param(11, millis(state.bootStartedAt()), Types.BIGINT)
        .param(12, millis(state.installedAt()), Types.BIGINT)
        .param(13, millis(state.reinstallAskedAt()), Types.BIGINT)
        .param(14, millis(state.diskAskedAt()), Types.BIGINT)
        .update();
    if (!shared) {
      written.put(state.mac(), state);
    }
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static MachineState read(ResultSet row) throws SQLException {
    Long boot = number(row, 10);
    return new MachineState(
        MacAddress.parse(row.getString(1)),
        MachineState.State.valueOf(row.getString(2)),
        row.getString(3),
        number(row, 4),
        number(row, 5),
        number(row, 6),
        number(row, 7),
        row.getString(8),
        Objects.requireNonNull(instant(row, 9)),
        boot == null ? null : new BootId(boot),
        instant(row, 11),
        instant(row, 12),
        instant(row, 13),
        instant(row, 14));
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    Long millis = number(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
