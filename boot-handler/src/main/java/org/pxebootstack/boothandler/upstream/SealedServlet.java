package org.pxebootstack.boothandler.upstream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.CloseNowException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;

/**
 * {@code GET /sealed/<name>/<file>}: a file of somewhere else, passed on as it comes. Not a
 * controller, because only a servlet can break a connection off, by which alone the machine learns
 * that a file is not whole.
 */
final class SealedServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(SealedServlet.class);
  private static final String BROKEN = SealedServlet.class.getName() + ".broken";

  private final transient ObjectProvider<SealedFiles> files;
  private final transient ObjectProvider<Streams> streams;
  private final transient ObjectProvider<Delivery> delivery;

  SealedServlet(
      ObjectProvider<SealedFiles> files,
      ObjectProvider<Streams> streams,
      ObjectProvider<Delivery> delivery) {
    this.files = files;
    this.streams = streams;
    this.delivery = delivery;
  }

  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    doGet(request, response);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      throw new CloseNowException(String.valueOf(request.getAttribute(BROKEN)));
    }
    SealedNames.Content content;
    try {
      String path = String.valueOf(request.getPathInfo());
      int slash = path.indexOf('/', 1);
      content =
          files
              .getObject()
              .open(
                  slash < 0 ? "" : path.substring(1, slash),
                  slash < 0 ? "" : path.substring(slash + 1));
    } catch (UpstreamException e) {
      refuse(response, e);
      return;
    }
    AsyncContext async = request.startAsync();
    async.setTimeout(0);
    if (!streams
        .getObject()
        .start(content.mac(), () -> deliver(async, content, request, response))) {
      response.setHeader("Retry-After", "5");
      refuse(
          response,
          new UpstreamException(
              HttpStatus.SERVICE_UNAVAILABLE, "too many files are being passed on; try again"));
      async.complete();
    }
  }

  private void deliver(
      AsyncContext async,
      SealedNames.Content content,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      delivery.getObject().send(content, request, response);
      async.complete();
    } catch (UpstreamException e) {
      LOG.warn("{}: {}", content.mac(), e.sentence());
      end(async, request, response, e);
    } catch (IOException e) {
      // The machine has gone, or was switched off.
      LOG.debug("{} broke off", content.mac(), e);
      end(async, request, response, new UpstreamException(HttpStatus.BAD_GATEWAY, "broken off"));
    } catch (RuntimeException e) {
      LOG.error("{}: a fault of the stack itself", content.mac(), e);
      end(async, request, response, new UpstreamException(HttpStatus.BAD_GATEWAY, "a fault"));
    }
  }

  private static void end(
      AsyncContext async,
      HttpServletRequest request,
      HttpServletResponse response,
      UpstreamException e) {
    if (!response.isCommitted()) {
      try {
        response.reset();
        refuse(response, e);
        async.complete();
        return;
      } catch (IOException gone) {
        LOG.debug("nobody hears it", gone);
      }
    }
    request.setAttribute(BROKEN, e.sentence());
    async.dispatch();
  }

  private static void refuse(HttpServletResponse response, UpstreamException e) throws IOException {
    response.setStatus(e.status().value());
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write((e.sentence() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
