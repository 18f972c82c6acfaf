package org.pxebootstack.boothandler.progress;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * {@code POST /progress/<mac>}. Not a controller: many machines report twice a second each, and to
 * find a controller's method, its arguments and the form of its answer takes longer than all that a
 * report is for.
 */
final class ProgressServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final String POST = "POST";

  private final transient Supplier<ProgressReports> reports;
  private final transient Supplier<HandlerExceptionResolver> errors;

  ProgressServlet(Supplier<ProgressReports> reports, Supplier<HandlerExceptionResolver> errors) {
    this.reports = reports;
    this.errors = errors;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      if (!request.getMethod().equals(POST)) {
        throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of(POST));
      }
      String path = request.getPathInfo();
      reports.get().take(path == null ? "" : path.substring(1), request, response);
    } catch (IOException | ServletException | RuntimeException e) {
      // In the words of whatever else is refused.
      if (errors.get().resolveException(request, response, null, e) == null) {
        throw e;
      }
    }
  }
}
