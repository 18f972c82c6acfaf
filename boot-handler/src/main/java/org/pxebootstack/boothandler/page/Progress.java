package org.pxebootstack.boothandler.page;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.MachineState;
import org.pxebootstack.contract.machine.DataSize;

/**
 * How far a phase that moves data is.
 *
 * @param percent from 0 to 100
 * @param text the same with bytes, rate and the time that is left
 */
record Progress(long percent, String text) {

  static @Nullable Progress of(MachineState state) {
    Long done = state.doneBytes();
    Long total = state.totalBytes();
    if (state.state() != MachineState.State.INSTALLING || done == null) {
      return null;
    }
    long percent = total == null || total == 0 ? 0 : Math.min(100, (long) (done * 100.0 / total));
    List<String> text = new ArrayList<>();
    text.add(
        total == null
            ? new DataSize(done).toString()
            : percent + " %, " + new DataSize(done) + " of " + new DataSize(total));
    if (state.bytesPerSecond() != null) {
      text.add(new DataSize(state.bytesPerSecond()) + "/s");
    }
    if (state.secondsLeft() != null) {
      text.add(Times.seconds(state.secondsLeft()) + " left");
    }
    return new Progress(percent, String.join(", ", text));
  }
}
