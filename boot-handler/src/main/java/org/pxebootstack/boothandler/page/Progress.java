package org.pxebootstack.boothandler.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.contract.machine.DataSize;

/**
 * How far a phase that moves data is. Its names are those of the template; what it says is put into
 * words where it is shown.
 *
 * @param done bytes
 * @param total bytes; null where nobody knows
 * @param rate bytes per second
 * @param left seconds
 */
record Progress(long done, @Nullable Long total, @Nullable Long rate, @Nullable Long left) {

  static @Nullable Progress of(MachineState state) {
    Long done = state.doneBytes();
    return state.state() != MachineState.State.INSTALLING || done == null
        ? null
        : new Progress(done, state.totalBytes(), state.bytesPerSecond(), state.secondsLeft());
  }

  /** From 0 to 100. */
  long percent() {
    return total == null || total == 0 ? 0 : Math.min(100, (long) (done * 100.0 / total));
  }

  String text() {
    List<String> text = new ArrayList<>();
    text.add(
        total == null
            ? new DataSize(done).toString()
            : percent() + " %, " + new DataSize(done) + " of " + new DataSize(total));
    if (rate != null) {
      text.add(new DataSize(rate) + "/s");
    }
    if (left != null) {
      text.add(Times.seconds(left) + " left");
    }
    return String.join(", ", text);
  }
}
