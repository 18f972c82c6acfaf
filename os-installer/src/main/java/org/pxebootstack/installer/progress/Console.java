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
 * at the screen or at the serial line.
 */
public final class Console {
  private final List<Path> devices;

  Console(List<Path> devices) {
    this.devices = List.copyOf(devices);
  }

  /** The consoles of {@code console=} on the kernel command line (sysfs-tty, "active"). */
  public static Console ofKernel() {
    List<Path> devices = new ArrayList<>();
    try {
      String active = Files.readString(Path.of("/sys/class/tty/console/active"));
      for (String name : active.strip().split("\\s+")) {
        // tty0 is whatever virtual terminal is shown.
        devices.add(Path.of("/dev").resolve(name));
      }
    } catch (IOException e) {
      devices.add(Path.of("/dev/console"));
    }
    return new Console(devices);
  }

  /** Writes one line, or several where {@code text} has several. */
  public void line(String text) {
    for (Path device : devices) {
      try {
        Files.writeString(
            device,
            "pxeboot: " + text.replace("\n", "\npxeboot:   ") + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        // A console that is not there, such as a serial port without hardware.
      }
    }
  }
}
