package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Streams of server-sent events. */
@ExtendWith(SharedBootHandler.class)
class LiveEventsIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void programsGetAllMachinesAndThenEachThatChanges(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:21:01";
    String token = handler.boot("live-one", mac, "127.0.33.1");
    try (EventStream stream = new EventStream(handler, "/api/v1/events")) {
      assertThat(stream.response().headers().firstValue("Content-Type"))
          .hasValue("text/event-stream");
      assertThat(stream.response().headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(stream.next("all machines", each -> each.name().equals("machines")).data())
          .startsWith("[{\"name\":")
          .contains("\"name\":\"live-one\"")
          .endsWith("]");
      assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.RUNNING)).isEqualTo(204);
      assertThat(
              stream.next("the phase", each -> each.data().contains("\"phase\":\"disk\"")).data())
          .startsWith("{\"name\":\"live-one\",")
          .contains("\"state\":\"installing\"");
      handler.define("live-two", ContractTexts.vm("live-two", "52:54:00:00:21:02"));
      assertThat(stream.next("the new machine", each -> each.data().contains("live-two")).name())
          .isEqualTo("machines");
      var _ =
          handler.getFrom("127.0.33.9", "/ipxe?mac=52:54:00:00:21:03", "User-Agent", "iPXE/1.21.1");
      assertThat(
              stream
                  .next("the unknown one", each -> each.data().contains("52:54:00:00:21:03"))
                  .name())
          .isEqualTo("unknown");
    }
  }

  /** Of HEAD nothing but the head is written, which a stream would never notice. */
  @Test
  void whoAsksForTheHeadOfAStreamGetsNoStream(RunningBootHandler handler) throws Exception {
    for (String path : List.of("/api/v1/events", "/streams/machines", "/streams/problems")) {
      String two =
          "HEAD %s HTTP/1.1\r\nHost: x\r\n\r\nGET /actuator/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
              .formatted(path);
      assertThat(handler.raw("127.0.33.20", two))
          .startsWith("HTTP/1.1 200")
          .contains("Content-Type: text/event-stream", "\"status\"");
    }
  }

  @Test
  void aPageGetsTheRowThatChangedAndNoOther(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:21:11";
    String token = handler.boot("row-one", mac, "127.0.33.11");
    handler.define("row-two", ContractTexts.vm("row-two", "52:54:00:00:21:12"));
    assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.RUNNING)).isEqualTo(204);
    try (EventStream stream = new EventStream(handler, "/streams/machines?q=row-")) {
      assertThat(stream.next("the table", each -> true).data())
          .contains("<div id=\"machines\" hx-swap-oob=\"true\">", "row-one", "row-two");
      String progress =
          "{\"status\":\"running\",\"phase\":\"disk\",\"done_bytes\":1048576,\"total_bytes\":4194304,"
              + "\"bytes_per_second\":1048576,\"seconds_left\":3}";
      assertThat(handler.postAs(token, "/progress/" + mac, progress)).isEqualTo(204);
      assertThat(stream.next("the bar", each -> each.data().contains("1.0 MiB of 4.0 MiB")).data())
          .contains("25 %, 1.0 MiB of 4.0 MiB, 1.0 MiB/s, 3 s left", "hx-swap-oob=\"true\"")
          .doesNotContain("<table", "row-two");
      assertThat(handler.postAs(token, "/progress/" + mac, ContractTexts.INSTALLED)).isEqualTo(204);
      assertThat(stream.next("the end", each -> each.data().contains("is-installed")).data())
          .as("it is last now, so all rows are sent")
          .contains("<table", "row-two");
    }
  }

  /** However often a machine reports, its row is sent twice a second at most. */
  @Test
  void manyReportsAreFewEvents(RunningBootHandler handler) throws Exception {
    String mac = "52:54:00:00:21:21";
    String token = handler.boot("busy-one", mac, "127.0.33.21");
    List<String> seen = new ArrayList<>();
    try (EventStream stream = new EventStream(handler, "/api/v1/events")) {
      var _ = stream.next("all machines", each -> each.name().equals("machines"));
      long start = System.nanoTime();
      for (int i = 1; i <= 200; i++) {
        assertThat(
                handler.postAs(
                    token,
                    "/progress/" + mac,
                    "{\"status\":\"running\",\"phase\":\"disk\",\"done_bytes\":%d}".formatted(i)))
            .isEqualTo(204);
      }
      EventStream.Event last =
          stream.next(
              "the last report",
              each -> {
                if (each.data().contains("busy-one")) {
                  seen.add(each.data());
                }
                return each.data().contains("\"done_bytes\":200,")
                    || each.data().contains("\"done_bytes\":200}");
              });
      double seconds = (last.at() - start) / 1e9;
      assertThat(seen.size()).isLessThanOrEqualTo((int) (seconds * 2) + 2);
    }
  }

  @Test
  void streamsEndWithTheProgramAndDoNotHoldItUp() throws Exception {
    RunningBootHandler handler = new RunningBootHandler(directory).start();
    long start;
    try (EventStream stream = new EventStream(handler, "/api/v1/events")) {
      var _ = stream.next("all machines", each -> each.name().equals("machines"));
      start = System.nanoTime();
      handler.close();
      stream.awaitEnd();
    } finally {
      handler.close();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(handler.log()).doesNotContain(" ERROR ");
  }
}
