package org.pxebootstack.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.pxebootstack.cli.lab.Lab;

/** Debian's Chromium in a lab's network, without a screen. */
final class LabBrowser implements AutoCloseable {
  private final ChromeDriver driver;

  LabBrowser(Lab lab, Path directory) throws IOException {
    Path chromium =
        Files.writeString(
            directory.resolve("chromium"),
            "#!/bin/sh\nexec ip netns exec %s /usr/bin/chromium \"$@\"\n"
                .formatted(lab.namespace()));
    Files.setPosixFilePermissions(chromium, PosixFilePermissions.fromString("rwxr-xr-x"));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toString());
    // Its driver is in another network, so the two talk by a pipe. Root has no sandbox.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--remote-debugging-pipe");
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 1280, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  void open(String path) {
    driver.get("http://" + Lab.PROVISIONER_IP + path);
  }

  String text(String css) {
    return String.valueOf(
        driver.executeScript(
            "const e = document.querySelector(arguments[0]); return e ? e.innerText ??"
                + " e.textContent : ''",
            css));
  }

  /** Where the system property names a directory. */
  void keepScreenshot(String name) throws IOException {
    String directory = System.getProperty("pxeboot.screenshots", "");
    if (!directory.isEmpty()) {
      Path file = Files.createDirectories(Path.of(directory)).resolve(name + ".png");
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
