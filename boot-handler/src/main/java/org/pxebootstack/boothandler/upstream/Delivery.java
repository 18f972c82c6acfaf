package org.pxebootstack.boothandler.upstream;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Passes a file on, through one buffer, however large it is. */
@Component
final class Delivery {
  private static final int BUFFER_BYTES = 128 << 10;
  private static final int LITTLE = 8 << 10;

  /** What an answer of this kind may have; nothing else of the server's reaches a machine. */
  private static final List<String> PASSED_BACK =
      List.of(
          HttpHeaders.ACCEPT_RANGES,
          HttpHeaders.CONTENT_RANGE,
          HttpHeaders.ETAG,
          HttpHeaders.LAST_MODIFIED);

  private static final List<String> PASSED_ON = List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE);
  private static final Set<Integer> GOOD = Set.of(200, 206, 416);

  /** Servers that don't know HEAD, or not for this URL. */
  private static final Set<Integer> NO_HEAD = Set.of(403, 405, 501);

  private final Upstream upstream;
  private final LocalFiles files;
  private final HandOver handOver;

  Delivery(Upstream upstream, LocalFiles files, HandOver handOver) {
    this.upstream = upstream;
    this.files = files;
    this.handOver = handOver;
  }

  /**
   * Answers a request for a file.
   *
   * @throws UpstreamException where the file can't be had, or not to its end
   * @throws IOException where the machine does not take it
   */
  void send(SealedNames.Content content, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/octet-stream");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (String.valueOf(content.uri().getScheme()).equals("file")) {
      LocalFileAnswer.send(files.find(content.uri()), request, response);
      return;
    }
    boolean head = request.getMethod().equals("HEAD");
    try (UpstreamAnswer answer = ask(head ? "HEAD" : "GET", content.uri(), request)) {
      if (!head || !NO_HEAD.contains(answer.status())) {
        check(answer);
        if (!head && handOver.isFor(request, answer)) {
          handOver.to(answer, response);
        } else {
          passOn(answer, response, head);
        }
        return;
      }
    }
    try (UpstreamAnswer answer = ask("GET", content.uri(), request)) {
      check(answer);
      passOn(answer, response, true);
    }
  }

  private UpstreamAnswer ask(String method, URI uri, HttpServletRequest request)
      throws UpstreamException {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!request.getMethod().equals("HEAD")) {
      for (String each : PASSED_ON) {
        String value = request.getHeader(each);
        if (value != null) {
          headers.put(each, value);
        }
      }
    }
    return upstream.send(method, uri, headers, _ -> {});
  }

  private static void check(UpstreamAnswer answer) throws UpstreamException {
    String where = Failure.where(answer.uri());
    if (!GOOD.contains(answer.status())) {
      throw new UpstreamException(
          answer.status() == 504 ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY,
          where + " answered " + answer.status());
    }
    String encoding = answer.header(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          "%s answered with Content-Encoding %s, which nobody asked for"
              .formatted(where, Quoted.of(encoding)));
    }
  }

  private static void passOn(UpstreamAnswer answer, HttpServletResponse response, boolean head)
      throws IOException {
    response.setStatus(answer.status());
    for (String each : PASSED_BACK) {
      String value = answer.header(each);
      if (value != null) {
        response.setHeader(each, value);
      }
    }
    if (answer.status() == 416) {
      return;
    }
    long length = head ? headLength(answer) : answer.length();
    if (length >= 0) {
      response.setContentLengthLong(length);
    }
    if (!head) {
      copy(answer, response.getOutputStream());
    }
  }

  private static long headLength(UpstreamAnswer answer) {
    String text = answer.header(HttpHeaders.CONTENT_LENGTH);
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static void copy(UpstreamAnswer answer, OutputStream out) throws IOException {
    InputStream in = answer.body();
    byte[] buffer = new byte[BUFFER_BYTES];
    long done = 0;
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        UpstreamException failure =
            new UpstreamException(
                HttpStatus.BAD_GATEWAY,
                "%s, after %d of %s bytes"
                    .formatted(
                        Failure.of(answer.uri(), e).sentence(),
                        done,
                        answer.length() < 0 ? "unknown" : Long.toString(answer.length())));
        failure.initCause(e);
        throw failure;
      }
      if (count < 0) {
        return;
      }
      out.write(buffer, 0, count);
      if (count < LITTLE) {
        out.flush(); // What comes slowly goes on at once.
      }
      done += count;
    }
  }
}
