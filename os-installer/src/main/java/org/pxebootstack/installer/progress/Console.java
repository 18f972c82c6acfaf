package org.pxebootstack.installer.progress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines for a person: on every console that the kernel uses, since nobody knows whether they look
 * at the screen or at the serial line. Safe for several threads.
 */
public final class Console {
  private static final Path TERMINALS = Path.of("/sys/class/tty");

  /** ECMA-48: from the cursor to the end of the line. */
  private static final String ERASE_REST = "\u001b[K";

  private final List<Device> devices;
  private final RecentLines recent = new RecentLines();
  private boolean statusShown;

  Console(List<Device> devices) {
    this.devices = List.copyOf(devices);
  }

  /**
   * Where lines go.
   *
   * @param terminal whether a line can be drawn again there
   */
  record Device(Path path, boolean terminal) {}

  /** The consoles of {@code console=} on the kernel command line (sysfs-tty, "active"). */
  public static Console ofKernel() {
    List<Device> devices = new ArrayList<>();
    try {
      String active = Files.readString(TERMINALS.resolve("console/active"));
      for (String name : active.strip().split("\\s+")) {
        // tty0 is whatever virtual terminal is shown.
        devices.add(
            new Device(Path.of("/dev").resolve(name), Files.isDirectory(TERMINALS.resolve(name))));
      }
    } catch (IOException e) {
      devices.add(new Device(Path.of("/dev/console"), false));
    }
    return new Console(devices);
  }

  /** Writes one line, or several where {@code text} has several. */
  public synchronized void line(String text) {
    recent.add(text);
    String lines = "pxeboot: " + text.replace("\n", "\npxeboot:   ") + "\n";
    for (Device each : devices) {
      write(each, each.terminal() && statusShown ? "\n" + lines : lines);
    }
    statusShown = false;
  }

  /**
   * Shows how far something is, in place of what was shown of it before.
   *
   * @param milestone whether this is worth a line where lines can't be drawn again
   */
  synchronized void status(String text, boolean milestone) {
    if (milestone) {
      recent.add(text);
    }
    for (Device each : devices) {
      if (each.terminal()) {
        write(each, "\rpxeboot: " + text + ERASE_REST);
      } else if (milestone) {
        write(each, "pxeboot: " + text + "\n");
      }
    }
    statusShown = true;
  }

  /** What was said last, for a report of a failure. */
  public synchronized String recent() {
    return recent.text();
  }

  private static void write(Device device, String text) {
    try {
      Files.writeString(device.path(), text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A console that is not there, such as a serial port without hardware.
    }
  }
}
