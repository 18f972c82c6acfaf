package org.pxebootstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.cli.lab.Firmware;
import org.pxebootstack.cli.lab.Lab;
import org.pxebootstack.cli.lab.VirtualMachine;

/** What a person sees on the status page while a blank machine is installed. */
@Tag("browser")
class WatchedInstallationIT {
  private static final Duration INSTALLS = Duration.ofMinutes(20);
  private static final Duration BOOTS_FROM_DISK = Duration.ofMinutes(10);

  @TempDir private Path directory = Path.of("");

  @Test
  void fromPowerOnToReadyWithoutAReload() throws IOException {
    try (TestLab lab = new TestLab("page")) {
      lab.start();
      VirtualMachine machine =
          lab.machine(
              "seen1", 81, TestLab.DISTRO, Firmware.UEFI, List.of(VirtualMachine.Disk.of("8GiB")));
      try (LabBrowser browser = new LabBrowser(lab.lab(), directory)) {
        browser.open("/");
        Await.that(
            "seen1 to be listed",
            Duration.ofSeconds(30),
            () -> browser.text("tbody").contains("seen1"),
            lab::stackLogTail);
        assertThat(browser.text("tbody")).contains("waiting for its first boot");
        machine.powerOn(VirtualMachine.BootFrom.DISK_THEN_NETWORK_ONCE);
        Set<String> seen = follow(browser, machine, lab, INSTALLS, "installed");
        assertThat(seen)
            .as("phases that were seen")
            .contains("root-filesystem", "target-configuration", "bootloader")
            .anyMatch(each -> each.contains(" MiB of "));
        Await.that(
            "seen1 to restart",
            Duration.ofMinutes(2),
            () -> !machine.isRunning(),
            () -> lab.whatHappened(machine));
        machine.powerOn(VirtualMachine.BootFrom.DISK_ONLY);
        var _ = follow(browser, machine, lab, BOOTS_FROM_DISK, "ready");
        browser.keepScreenshot("status-installation-ready");
        browser.open("/machines/seen1");
        assertThat(browser.text("#boots svg"))
            .contains(
                "firmware, iPXE starts",
                "iPXE loads, kernel starts",
                "root-filesystem",
                "restart, cloud-init");
        assertThat(browser.text("#connection")).isEmpty();
        browser.keepScreenshot("status-installation-stages");
      }
    }
  }

  /** Looks at the page again and again until it says this. */
  private static Set<String> follow(
      LabBrowser browser, VirtualMachine machine, TestLab lab, Duration patience, String state)
      throws IOException {
    Set<String> seen = new LinkedHashSet<>();
    long end = System.nanoTime() + patience.toNanos();
    boolean kept = false;
    while (true) {
      String row = browser.text("tbody tr");
      seen.addAll(List.of(row.split("[\\s]{2,}|\n| (?=\\d+ %)")));
      for (String phase : List.of("root-filesystem", "target-configuration", "bootloader")) {
        if (row.contains(phase)) {
          seen.add(phase);
        }
      }
      if (!kept && row.contains(" MiB of ")) {
        kept = true;
        browser.keepScreenshot("status-installation-progress");
      }
      if (row.contains(state + " ") || row.contains(state + "\n") || row.contains(state + "\t")) {
        return seen;
      }
      assertThat(row).as(lab.whatHappened(machine)).doesNotContain("failed");
      if (System.nanoTime() > end) {
        throw new IOException("the page does not say " + state + ": " + lab.whatHappened(machine));
      }
      Lab.pause();
    }
  }
}
