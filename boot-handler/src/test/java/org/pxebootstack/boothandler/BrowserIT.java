package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The status pages in a real browser, with a machine in each state. */
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {
  private static final String FAILED_MAC = "52:54:00:00:30:01";
  private static final String BUSY_MAC = "52:54:00:00:30:02";
  private static final String READY_MAC = "52:54:00:00:30:03";
  private static final List<String> PAGES =
      List.of("/", "/machines/db1", "/machines/web1", "/problems", "/unknown", "/images");

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private Path directory = Path.of("");

  private @Nullable RunningBootHandler running;
  private @Nullable Browser opened;
  private String busyToken = "";

  @BeforeEach
  void start() throws Exception {
    running = new RunningBootHandler(directory);
    RunningBootHandler handler = running.start();
    for (String name : List.of("web2", "web3")) {
      handler.define(name, ContractTexts.vm(name, "52:54:00:00:31:0" + name.charAt(3)));
    }
    Files.writeString(
        handler.vms().resolve("typo.json"), "{\"name\": \"<script>document.title=1</script>\"}");
    ready(handler);
    String failed = handler.boot("db1", FAILED_MAC, "127.0.48.1");
    phases(handler, failed, FAILED_MAC, "network", "configuration", "disk");
    assertThat(
            handler.postAs(
                failed,
                "/progress/" + FAILED_MAC,
                "{\"status\":\"failed\",\"phase\":\"disk\",\"message\":\"there is no disk; attach"
                    + " one\",\"log\":\"   3 s phase network\\n"
                    + "   5 s phase disk\\nno disk was found\"}"))
        .isEqualTo(204);
    busyToken = handler.boot("web1", BUSY_MAC, "127.0.48.2");
    phases(handler, busyToken, BUSY_MAC, "network", "configuration", "disk");
    progress(100);
    var _ =
        handler.getFrom("127.0.48.9", "/ipxe?mac=52:54:00:00:30:09", "User-Agent", "iPXE/1.21.1");
    opened = new Browser(handler.url("/"));
  }

  @AfterEach
  void stop() throws IOException {
    if (opened != null) {
      opened.close();
    }
    if (running != null) {
      running.close();
    }
  }

  private RunningBootHandler handler() {
    return Objects.requireNonNull(running);
  }

  private Browser browser() {
    return Objects.requireNonNull(opened);
  }

  private static void ready(RunningBootHandler handler) throws Exception {
    String token = handler.boot("mail1", READY_MAC, "127.0.48.3");
    phases(
        handler,
        token,
        READY_MAC,
        "network",
        "configuration",
        "disk",
        "root-filesystem",
        "target-configuration",
        "bootloader",
        "finish");
    assertThat(handler.postAs(token, "/progress/" + READY_MAC, ContractTexts.INSTALLED))
        .isEqualTo(204);
    String ready = ContractTexts.basic(handler.getAs(token, "/cloud-init/mail1/vendor-data"));
    assertThat(handler.post("/ready/" + READY_MAC, "", "Authorization", ready).statusCode())
        .isEqualTo(204);
  }

  private static void phases(RunningBootHandler handler, String token, String mac, String... phases)
      throws Exception {
    for (String each : phases) {
      String event = ContractTexts.RUNNING.replace("disk", each);
      assertThat(handler.postAs(token, "/progress/" + mac, event)).isEqualTo(204);
    }
  }

  private void progress(int mebibytes) throws Exception {
    String event =
        ("{\"status\":\"running\",\"phase\":\"root-filesystem\",\"done_bytes\":%d,\"total_bytes\":%d,"
                + "\"bytes_per_second\":%d,\"seconds_left\":%d}")
            .formatted((long) mebibytes << 20, 400L << 20, 40L << 20, (400 - mebibytes) / 40);
    assertThat(handler().postAs(busyToken, "/progress/" + BUSY_MAC, event)).isEqualTo(204);
  }

  @Test
  void everyPageIsFitForEverybody() throws Exception {
    for (String page : PAGES) {
      for (String scheme : List.of("light", "dark")) {
        for (int width : List.of(1280, 360)) {
          browser().size(width, 900).scheme(scheme).open(page);
          String where = page + ", " + scheme + ", " + width;
          if (width > 600) {
            assertThat(browser().seriousFindings()).as(where).isEmpty();
          }
          assertThat(browser().run("return document.documentElement.scrollWidth <= innerWidth"))
              .as("nothing sticks out: " + where)
              .isEqualTo("true");
          browser()
              .keepScreenshot(
                  "status"
                      + page.replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "-all")
                      + "-"
                      + scheme
                      + (width < 600 ? "-phone" : ""));
        }
      }
      assertThat(browser().complaints()).as(page).isEmpty();
    }
  }

  @Test
  void aPageFollowsWhatHappens() throws Exception {
    browser().open("/");
    browser().awaitText("#m-525400003002", "25 %, 100.0 MiB of 400.0 MiB, 40.0 MiB/s, 7 s left");
    assertThat(browser().text("tbody tr:first-child th")).startsWith("db1");
    assertThat(browser().text("#choice-attention")).isEqualTo("Needs a person 3");
    browser().run("document.querySelector('#m-525400003002-a').focus()");
    progress(300);
    browser().awaitText("#m-525400003002", "75 %");
    assertThat(browser().focused())
        .as("kept by a row that was replaced")
        .isEqualTo("m-525400003002-a");
    browser().awaitText("#m-525400003002 time", "s ago");
    assertThat(handler().postAs(busyToken, "/progress/" + BUSY_MAC, ContractTexts.FAILED))
        .isEqualTo(204);
    browser().awaitText("#choice-attention", "4");
    browser().awaitText("#m-525400003002", "failed in phase disk");
    handler().define("new1", ContractTexts.vm("new1", "52:54:00:00:31:09"));
    browser().awaitText("tbody", "new1");
    assertThat(browser().complaints()).isEmpty();
  }

  /** Its row and the counts change at once, and no other row. */
  @Test
  void theStateOfAMachineThatIsAloneIsFollowed() throws Exception {
    browser().open("/?q=web1");
    browser().awaitText("tbody", "installing");
    assertThat(browser().count("tbody tr")).isEqualTo(1);
    assertThat(handler().postAs(busyToken, "/progress/" + BUSY_MAC, ContractTexts.INSTALLED))
        .isEqualTo(204);
    browser().awaitText("#choice-done", "1");
    browser().awaitText("tbody", "\u25cf installed");
    assertThat(browser().complaints()).isEmpty();
  }

  @Test
  void aLostConnectionIsSaidAndComesBackByItself() throws Exception {
    browser().open("/");
    browser().awaitText("tbody", "db1");
    handler().close();
    browser().awaitText("#connection", "The connection to the stack is lost");
    handler().start();
    browser().awaitNoText("#connection");
    progress(400);
    browser().awaitText("#m-525400003002", "100 %");
  }

  @Test
  void searchAndChoiceNeedNoMouse() throws Exception {
    browser().open("/");
    browser().press(Keys.TAB);
    assertThat(browser().focused()).isEqualTo("Skip to the content");
    browser().press(Keys.ENTER);
    browser().press(Keys.TAB);
    assertThat(browser().focused()).isEqualTo("q");
    browser().press("mail");
    browser().awaitText("#choice-all", "All 1");
    assertThat(browser().count("tbody tr")).isEqualTo(1);
    assertThat(browser().focused()).isEqualTo("q");
    assertThat(browser().run("return location.search")).isEqualTo("?q=mail");
    browser().press(Keys.TAB, Keys.NULL);
    browser().run("document.querySelector('#choice-attention').focus()");
    browser().press(Keys.ENTER);
    browser().awaitText("#machines", "No machine is like that.");
  }

  @Test
  void theFailureOfAMachineIsReadAndItIsAskedForAgain() throws Exception {
    browser().open("/");
    browser().run("document.querySelector('#m-525400003001-a').focus()");
    browser().press(Keys.ENTER);
    browser().awaitText("#reason", "there is no disk; attach one");
    assertThat(browser().text("#now pre")).endsWith("no disk was found");
    assertThat(browser().text("#boots svg")).contains("disk", "then failed");
    assertThat(browser().text("#given")).contains("installing debian-13 on db1");
    browser().find("#token").click();
    browser().press("not-the-token-of-this", Keys.TAB);
    assertThat(browser().focused()).isEqualTo("reinstall");
    browser().press(Keys.ENTER);
    browser().awaitText("#answer", "that is not the admin token");
    browser().find("#token").clear();
    browser().find("#token").sendKeys(RunningBootHandler.ADMIN_TOKEN, Keys.TAB, Keys.TAB);
    browser().run("document.querySelector('#boot-disk').focus()");
    browser().press(Keys.ENTER);
    browser().awaitText("#answer", "Boot from disk: the stack will do so.");
    browser().awaitText("#given", "It is left to its disk: db1 is to boot its disk");
    browser().run("document.querySelector('#reinstall').focus()");
    browser().press(Keys.SPACE);
    browser().awaitText("#answer", "Reinstall at next boot: the stack will do so.");
    browser().awaitText("#now", "to be installed at its next boot");
    assertThat(browser().find("#token").getDomProperty("value"))
        .as("what was typed stays while the page changes")
        .isEqualTo(RunningBootHandler.ADMIN_TOKEN);
    assertThat(handler().machine("db1", "state")).isEqualTo("defined");
    browser().awaitText("#events", "a reinstallation was asked for");
  }

  @Test
  void whatIsHostileDoesNothing() throws Exception {
    browser().open("/problems");
    browser().awaitText("#list", "<script>document.title=1</script>");
    assertThat(browser().count("main script, main img")).isZero();
    assertThat(browser().run("return document.title")).isEqualTo("Problems - PXE boot stack");
    assertThat(browser().run("return document.cookie")).isEmpty();
  }

  @Test
  void aDefinitionForAnUnknownMachineIsCopied() throws Exception {
    browser().open("/unknown");
    browser().awaitText("#list", "52:54:00:00:30:09");
    // The first push may come between the click and the look, and bring the list anew.
    handler()
        .eventually(
            "the definition to be marked",
            () -> {
              browser().run("document.querySelector('button.copy').click()");
              browser().awaitText("#connection", "C");
              return String.valueOf(browser().run("return String(getSelection())"))
                  .contains("\"mac\": \"52:54:00:00:30:09\"");
            });
  }

  @Test
  void veryManyMachinesAreManyPages() throws Exception {
    for (int i = 0; i < 230; i++) {
      String name = "many%03d".formatted(i);
      Files.writeString(
          handler().vms().resolve(name + ".json"),
          ContractTexts.vm(name, "52:54:00:00:32:%02x".formatted(i)));
    }
    handler().eventually("all", () -> handler().get("/?q=many").body().contains("Page 1 of 3"));
    browser().open("/?q=many");
    assertThat(browser().count("tbody tr")).isEqualTo(100);
    browser().run("document.querySelector('#page-behind').click()");
    browser().awaitText(".paging", "Page 2 of 3");
    assertThat(browser().text("tbody tr:first-child th")).startsWith("many100");
  }
}
