package org.pxebootstack.cli.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pxebootstack.command.Command;
import org.pxebootstack.command.CommandFailedException;

/** How QEMU runs a machine's processor: by KVM where that works, emulated elsewhere. */
enum Acceleration {
  KVM("kvm", "host", "KVM"),
  /** Other emulated processors fault now and then in Linux 6.12. */
  EMULATED(
      "tcg,thread=multi",
      "Nehalem,-cx16",
      "emulated, since KVM does not work here: expect minutes");

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);

  private final String accelerator;
  private final String processor;
  private final String description;

  Acceleration(String accelerator, String processor, String description) {
    this.accelerator = accelerator;
    this.processor = processor;
    this.description = description;
  }

  List<String> options() {
    return List.of("-accel", accelerator, "-cpu", processor);
  }

  String description() {
    return description;
  }

  static Acceleration ofThisHost() {
    return Probe.RESULT;
  }

  private static final class Probe {
    static final Acceleration RESULT = kvmRuns() ? KVM : EMULATED;

    /** A device node alone says little: some hosts have it and can't run a processor by it. */
    private static boolean kvmRuns() {
      if (!Files.isWritable(Path.of("/dev/kvm"))) {
        return false;
      }
      try {
        return Command.of(
                "qemu-system-x86_64", "-machine", "q35", "-nodefaults", "-display", "none")
            .with(KVM.options().toArray(String[]::new))
            .with("-monitor", "stdio")
            .withInput("quit\n")
            .withTimeout(PROBE_TIMEOUT)
            .tryRun()
            .succeeded();
      } catch (CommandFailedException e) {
        return false;
      }
    }
  }
}
