package org.pxebootstack.boothandler.bootapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a boot API answers for a machine, as it was written. */
sealed interface BootAnswer {

  /**
   * A kernel to load.
   *
   * @param kernel a URL, absolute or not, as those of the initrds
   * @param commandLine a template
   * @param message for the machine's screen; null for none
   */
  record Kernel(
      String kernel,
      List<String> initrds,
      CommandLineTemplate commandLine,
      @Nullable String message)
      implements BootAnswer {
    public Kernel {
      initrds = List.copyOf(initrds);
    }
  }

  /** An iPXE script, to be served as it is. */
  record Script(String text) implements BootAnswer {}

  /**
   * Any status but 200: the machine is left alone.
   *
   * @param status of the answer
   */
  record Nothing(int status) implements BootAnswer {}
}
