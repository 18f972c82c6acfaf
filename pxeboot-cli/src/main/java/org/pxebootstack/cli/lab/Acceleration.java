package org.pxebootstack.cli.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.pxebootstack.command.Command;

/** How QEMU runs a machine's processor: by KVM where that works, emulated elsewhere. */
enum Acceleration {
  KVM("kvm", "KVM"),
  EMULATED("tcg,thread=multi", "emulated, since KVM does not work here: expect minutes");

  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(1500);

  private final String accelerator;
  private final String description;

  Acceleration(String accelerator, String description) {
    this.accelerator = accelerator;
    this.description = description;
  }

  List<String> options(Board board) {
    String processor = this == KVM ? "host" : board.emulatedProcessor();
    return List.of("-accel", accelerator, "-cpu", processor, "-smp", processors(board));
  }

  /**
   * One where x86 is emulated: Linux changes its own code while it runs, and another emulated
   * processor may still have the old code translated, which is a kernel panic ("Oops: int3") now
   * and then.
   */
  private String processors(Board board) {
    return this == EMULATED && board == Board.PC ? "1" : "2";
  }

  String description() {
    return description;
  }

  /** How this host runs such machines: others than its own are emulated. */
  static Acceleration of(Board board) {
    return board == Board.PC ? Probe.RESULT : EMULATED;
  }

  private static final class Probe {
    /**
     * A boot sector that tells QEMU's isa-debug-exit device to end: mov al,0x10; out 0xf4,al; hlt.
     * Its exit code is then twice that value and one.
     */
    private static final byte[] SECTOR = {(byte) 0xb0, 0x10, (byte) 0xe6, (byte) 0xf4, (byte) 0xf4};

    private static final int SECTOR_SIZE = 512;
    private static final int SECTOR_RAN = 2 * 0x10 + 1;

    // Behind what it is found out with.
    static final Acceleration RESULT = kvmRuns() ? KVM : EMULATED;

    /**
     * A device node says little: some hosts have it and can't run a processor by it, and some only
     * much slower than emulated, or not far. So a firmware and a boot sector are run, which takes a
     * few tenths of a second where KVM works.
     */
    private static boolean kvmRuns() {
      if (!Files.isWritable(Path.of("/dev/kvm"))) {
        return false;
      }
      try {
        Path disk = Files.createTempFile("pxeboot-kvm", ".img");
        try {
          Files.write(disk, bootable());
          return Command.of("qemu-system-x86_64", "-machine", "pc", "-nodefaults")
                  .with(KVM.options(Board.PC).toArray(String[]::new))
                  .with("-display", "none", "-device", "isa-debug-exit,iobase=0xf4,iosize=1")
                  .with("-drive", "if=floppy,format=raw,file=" + disk, "-boot", "a")
                  .withTimeout(PROBE_TIMEOUT)
                  .tryRun()
                  .exitCode()
              == SECTOR_RAN;
        } finally {
          Files.delete(disk);
        }
      } catch (IOException e) {
        return false;
      }
    }

    private static byte[] bootable() {
      byte[] sector = Arrays.copyOf(SECTOR, SECTOR_SIZE);
      sector[SECTOR_SIZE - 2] = 0x55;
      sector[SECTOR_SIZE - 1] = (byte) 0xaa;
      return sector;
    }
  }
}
