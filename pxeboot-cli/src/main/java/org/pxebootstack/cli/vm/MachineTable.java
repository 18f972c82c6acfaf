package org.pxebootstack.cli.vm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.DataSize;
import org.pxebootstack.contract.machine.Quoted;

/** Machines as lines for a terminal: what needs a person first, as on the status page. Pure. */
final class MachineTable {
  private static final List<String> ORDER =
      List.of("failed", "installing", "script-served", "defined", "installed", "ready");
  private static final int BAR = 20;
  private static final int LONGEST_TEXT = 100;

  private MachineTable() {}

  static String of(List<ListedMachine> machines, List<ListedMachine.Unknown> unknown, Instant now) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"NAME", "MAC", "ADDRESS", "STATE", "AGE", "DOING"});
    machines.stream()
        .filter(each -> each.state().equals("failed"))
        .sorted(Comparator.comparing(ListedMachine::name))
        .forEach(each -> rows.add(row(each, now)));
    unknown.forEach(each ->
        rows.add(
            new String[] {
              "-",
              each.mac(),
              each.address(),
              "not defined",
              age(each.lastAskedAt(), now),
              "asked " + each.times() + " times; write a definition with this MAC"
            }));
    machines.stream()
        .filter(each -> !each.state().equals("failed"))
        .sorted(
            Comparator.<ListedMachine>comparingInt(each -> ORDER.indexOf(each.state()))
                .thenComparing(ListedMachine::name))
        .forEach(each -> rows.add(row(each, now)));
    return aligned(rows);
  }

  /** One machine in one line. */
  static String line(ListedMachine machine, Instant now) {
    String[] row = row(machine, now);
    return "%s %s %s".formatted(row[0], row[3], row[5]).strip();
  }

  private static String[] row(ListedMachine machine, Instant now) {
    return new String[] {
      shown(machine.name()),
      shown(machine.mac()),
      shown(machine.ip() == null ? "-" : machine.ip()),
      shown(machine.state()),
      age(machine.changedAt(), now),
      doing(machine)
    };
  }

  private static String doing(ListedMachine machine) {
    List<String> words = new ArrayList<>();
    if (machine.phase() != null) {
      words.add(shown(machine.phase()));
    }
    Long done = machine.doneBytes();
    Long total = machine.totalBytes();
    if (machine.state().equals("installing") && done != null && total != null && total > 0) {
      int percent = (int) Math.clamp(done * 100.0 / total, 0, 100);
      int filled = percent * BAR / 100;
      words.add(
          "[%s%s] %d %%, %s of %s"
              .formatted(
                  "#".repeat(filled),
                  "-".repeat(BAR - filled),
                  percent,
                  new DataSize(done),
                  new DataSize(total)));
      if (machine.bytesPerSecond() != null) {
        words.add(new DataSize(machine.bytesPerSecond()) + "/s");
      }
      if (machine.secondsLeft() != null) {
        words.add(machine.secondsLeft() + " s left");
      }
    }
    if (machine.message() != null) {
      words.add(shown(machine.message()));
    }
    return String.join(", ", words);
  }

  /** What comes from the network must not move the cursor. */
  private static String shown(String text) {
    String one = Quoted.escaped(text);
    return one.length() > LONGEST_TEXT ? one.substring(0, LONGEST_TEXT) + "..." : one;
  }

  private static String age(@Nullable Instant at, Instant now) {
    if (at == null) {
      return "-";
    }
    long seconds = Math.max(0, Duration.between(at, now).toSeconds());
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
  }

  private static String aligned(List<String[]> rows) {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
