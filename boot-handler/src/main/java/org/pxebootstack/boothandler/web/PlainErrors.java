package org.pxebootstack.boothandler.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/**
 * Answers what never reaches a controller, such as a path that can't be decoded, as {@link
 * Refusals} would. Public, since Tomcat makes it by its name.
 */
public final class PlainErrors extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    boolean json = Refusals.takesJson(request);
    HttpStatus known = HttpStatus.resolve(status);
    response.setContentType(json ? "application/problem+json" : "text/plain");
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        writer.write(
            json
                ? """
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s"}\
                """
                    .formatted(
                        known == null ? "Error" : known.getReasonPhrase(),
                        status,
                        Refusals.NOT_UNDERSTOOD)
                : Refusals.NOT_UNDERSTOOD + "\n");
        response.finishResponse();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
