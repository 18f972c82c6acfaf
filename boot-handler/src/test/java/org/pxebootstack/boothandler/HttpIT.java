package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
            "\"status\":404",
            "\"title\":\"Not Found\"",
            "\"instance\":\"/api/v1/machines/nobody\"",
            "\"detail\":\"no usable definition of a target is called \\\"nobody\\\"\"");
    assertThat(handler.get("/nothing/here").body())
        .isEqualTo("there is nothing at /nothing/here; /api/v1/openapi.yaml lists it all\n");
    HttpResponse<String> method = handler.post("/api/v1/problems", "{}");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("GET");
    assertThat(handler.get("/nothing", "Accept", "application/problem+json").body())
        .contains("\"status\":404");
  }
}
