package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not as they should be, and the forms of an answer. */
@ExtendWith(SharedBootHandler.class)
class HttpIT {
  private static final String AS_IPXE = "iPXE/1.21.1";

  @Test
  void whatIsAskedBadlyIsSaidPlainly(RunningBootHandler handler) throws Exception {
    assertThat(handler.get("/ipxe").statusCode()).isEqualTo(400);
    assertThat(handler.get("/ipxe?mac=").body())
        .isEqualTo("no MAC address; ask for /ipxe?mac=52:54:00:12:34:56\n");
    assertThat(handler.get("/ipxe?mac=zz").body())
        .isEqualTo("\"zz\" is not a MAC address; write six pairs such as 52:54:00:12:34:56\n");
    HttpResponse<String> unknown = handler.get("/ipxe?mac=52:54:00:00:00:77");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .startsWith(
            "no definition has the MAC address 52:54:00:00:00:77; add a file to the definitions"
                + " directory with \"mac\": \"52:54:00:00:00:77\"\n");
    HttpResponse<String> toIpxe = handler.get("/ipxe?mac=52:54:00:00:00:77", "User-Agent", AS_IPXE);
    assertThat(toIpxe.statusCode()).isEqualTo(200);
    assertThat(toIpxe.body())
        .startsWith("#!ipxe\necho pxeboot-stack: no definition has the MAC address")
        .endsWith("exit 1\n");
  }

  @Test
  void clientsOfJsonGetProblemDetails(RunningBootHandler handler) throws Exception {
    HttpResponse<String> problem =
        handler.get("/api/v1/machines/nobody", "Accept", "application/json");
    assertThat(problem.statusCode()).isEqualTo(404);
    assertThat(problem.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(problem.body())
        .contains(
            "\"type\":\"about:blank\"",
            "\"status\":404",
            "\"title\":\"Not Found\"",
            "\"instance\":\"/api/v1/machines/nobody\"",
            "\"detail\":\"no definition has the name nobody; add a file to the definitions directory");
    assertThat(handler.get("/nothing/here").body())
        .isEqualTo("there is nothing at /nothing/here; /api/v1/openapi.yaml lists it all\n");
    HttpResponse<String> method = handler.post("/api/v1/problems", "{}");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("GET");
    assertThat(handler.get("/nothing", "Accept", "application/problem+json").body())
        .contains("\"status\":404");
  }

  /** There is one form of each answer, so no preference can hide it behind a 406. */
  @ParameterizedTest
  @ValueSource(strings = {"application/problem+json", "text/html", "application/xml", "nonsense"})
  void whatIsThereIsSentWhateverIsPreferred(String accept, RunningBootHandler handler)
      throws Exception {
    handler.define("form", ContractTexts.vm("form", "52:54:00:00:0e:01"));
    for (String path :
        List.of("/api/v1/machines/form", "/api/v1/openapi.yaml", "/v1/boot/52:54:00:00:0e:01")) {
      assertThat(handler.get(path, "Accept", accept).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(handler.get("/api/v1/machines/nobody", "Accept", accept).statusCode())
        .isEqualTo(404);
    assertThat(handler.get("/cloud-init/form/user-data", "Accept", accept).statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /config/..%2f",
        "GET /config/%00",
        "GET /config/%zz",
        "GET /cloud-init/web1/..%5cmeta-data",
        "GET /WEB-INF/web.xml",
        "TRACE /ipxe",
        "BREW /ipxe",
        "GET /error",
      })
  void whatNoControllerSeesIsSaidPlainlyToo(String request, RunningBootHandler handler)
      throws Exception {
    assertSentence(handler.raw("127.0.0.1", request(request)));
    assertThat(handler.raw("127.0.0.1", request(request, "Accept: application/json")))
        .containsIgnoringCase("content-type: application/problem+json")
        .containsPattern("\"status\":40[045]")
        .contains("\"type\":\"about:blank\"", "\"title\":\"", "\"detail\":\"");
  }

  /** Nothing that follows such a line is read, so nobody knows what form is preferred. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /a|b", "GET /ipxe?mac={", "GET /\u00e4"})
  void whatIsNoRequestIsSaidPlainlyToo(String line, RunningBootHandler handler) throws Exception {
    assertSentence(handler.raw("127.0.0.1", request(line)));
  }

  private static String request(String line, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
        + String.join("\r\n", headers)
        + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
  }

  private static void assertSentence(String answer) {
    assertThat(answer)
        .matches("(?s)HTTP/1.1 40[045] .*")
        .containsIgnoringCase("content-type: text/plain;charset=utf-8")
        .containsPattern("\r\n\r\n[^<{]+; /api/v1/openapi.yaml [a-z ]+\n$");
  }

  @Test
  void whatIsRepeatedOrEndlessIsSaidPlainly(RunningBootHandler handler) throws Exception {
    assertThat(handler.get("/ipxe?mac=525400000101&mac=525400000102").body())
        .isEqualTo(
            "\"525400000101,525400000102\" is not a MAC address; write six pairs such as"
                + " 52:54:00:12:34:56\n");
    assertThat(handler.get("/config/" + "a".repeat(3000)).body())
        .isEqualTo(
            "\""
                + "a".repeat(60)
                + "...\" is not a MAC address; write six pairs such as 52:54:00:12:34:56\n");
    assertThat(handler.get("/config/" + "a".repeat(20_000)).statusCode()).isEqualTo(400);
  }
}
