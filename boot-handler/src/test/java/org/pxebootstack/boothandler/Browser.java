package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a screen, and what tests ask of it. */
final class Browser implements AutoCloseable {
  private static final Duration APPEARS = Duration.ofSeconds(20);

  private final ChromeDriver driver;
  private final URI base;

  Browser(URI base) {
    this.base = base;
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    // As root, as tests of the container run, Chromium has no sandbox; what it opens here is ours.
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setCapability("goog:loggingPrefs", logs);
    this.driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
    size(1280, 900);
  }

  Browser open(String path) {
    driver.get(base.resolve(path).toString());
    return this;
  }

  /** As a device of this size shows it, in CSS pixels. */
  Browser size(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    return this;
  }

  Browser scheme(String lightOrDark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    return this;
  }

  WebElement find(String css) {
    return driver.findElement(By.cssSelector(css));
  }

  int count(String css) {
    return driver.findElements(By.cssSelector(css)).size();
  }

  String text(String css) {
    // A drawing has no innerText.
    return run(
        "const e = document.querySelector(arguments[0]); return e ? e.innerText ?? e.textContent :"
            + " ''",
        css);
  }

  /** On what has the focus, also where a push puts it into a new element in this moment. */
  void press(CharSequence... keys) {
    for (int tries = 1; ; tries++) {
      try {
        driver.switchTo().activeElement().sendKeys(keys);
        return;
      } catch (StaleElementReferenceException e) {
        if (tries == 5) {
          throw e;
        }
      }
    }
  }

  String focused() {
    return run("return document.activeElement.id || document.activeElement.innerText");
  }

  String run(String script, Object... arguments) {
    return String.valueOf(driver.executeScript(script, arguments));
  }

  /** Waits until what an element says contains a text. */
  void awaitText(String css, String wanted) throws InterruptedException {
    long end = System.nanoTime() + APPEARS.toNanos();
    String seen = text(css);
    while (!seen.contains(wanted)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(css + " does not say \"" + wanted + "\", but \"" + seen + "\"");
      }
      Thread.sleep(50);
      seen = text(css);
    }
  }

  void awaitNoText(String css) throws InterruptedException {
    long end = System.nanoTime() + APPEARS.toNanos();
    while (!text(css).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(css + " still says " + text(css));
      }
      Thread.sleep(50);
    }
  }

  /** What axe (https://github.com/dequelabs/axe-core) finds serious or critical, in its words. */
  String seriousFindings() throws IOException {
    try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
      assertThat(axe).isNotNull();
      driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        driver.executeAsyncScript(
            """
            const done = arguments[0];
            axe.run(document, { resultTypes: ["violations"] }).then(
              result => done(result.violations
                .filter(each => ["serious", "critical"].includes(each.impact))
                .map(each => each.id + ": " + each.help + ": " + each.nodes.map(node => node.html).join(" | "))
                .join("\\n")),
              error => done(String(error)));
            """);
    return String.valueOf(found);
  }

  /** What the browser complains about, such as a script that the policy of a page forbids. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(each -> each.getLevel().intValue() >= Level.SEVERE.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Keeps what is seen now where the system property names a directory. */
  void keepScreenshot(String name) throws IOException {
    @Nullable String directory = System.getProperty("pxeboot.screenshots");
    if (directory != null && !directory.isEmpty()) {
      Path file = Files.createDirectories(Path.of(directory)).resolve(name + ".png");
      Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
