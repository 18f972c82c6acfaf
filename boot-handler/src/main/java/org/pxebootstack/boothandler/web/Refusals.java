package org.pxebootstack.boothandler.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.coyote.BadRequestException;
import org.pxebootstack.definitions.image.ImageUnavailableException;
import org.pxebootstack.rendering.ipxe.IpxeScript;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Answers what was refused: problem details (RFC 9457) where the client asks for JSON, plain
 * sentences elsewhere. iPXE shows nothing of an answer that is not 200, so it gets a script that
 * says them.
 */
@RestControllerAdvice
class Refusals {
  static final String NOT_UNDERSTOOD =
      "the request is not understood; /api/v1/openapi.yaml says how to ask";

  /** Sentences quote what people wrote. */
  private static final MediaType PLAIN =
      new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  @ExceptionHandler
  ResponseEntity<?> refused(Refusal e, HttpServletRequest request) {
    return answer(request, e.status(), e.headers(), e.sentences());
  }

  @ExceptionHandler
  ResponseEntity<?> unavailable(ImageUnavailableException e, HttpServletRequest request) {
    return answer(
        request, HttpStatus.NOT_FOUND, new HttpHeaders(), List.of(e.problem().sentence()));
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<?> database(RuntimeException e, HttpServletRequest request) {
    LOG.error("the database does not do what it is asked", e);
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, "5");
    return answer(
        request,
        HttpStatus.SERVICE_UNAVAILABLE,
        headers,
        List.of("the stack can't reach or write its database; its log says why"));
  }

  /** A body that can't be read, most often since the client has gone: no fault of the stack. */
  @ExceptionHandler
  ResponseEntity<?> unreadable(BadRequestException e, HttpServletRequest request) {
    return answer(request, HttpStatus.BAD_REQUEST, new HttpHeaders(), List.of(NOT_UNDERSTOOD));
  }

  @ExceptionHandler
  ResponseEntity<?> other(Exception e, HttpServletRequest request) {
    if (e instanceof ErrorResponse response) {
      return answer(
          request, response.getStatusCode(), response.getHeaders(), List.of(sentence(e, request)));
    }
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
    return answer(
        request,
        HttpStatus.INTERNAL_SERVER_ERROR,
        new HttpHeaders(),
        List.of("a fault of the stack itself; its log says more, please report it"));
  }

  private static String sentence(Exception e, HttpServletRequest request) {
    return switch (e) {
      case NoResourceFoundException nothing ->
          "there is nothing at " + request.getRequestURI() + "; /api/v1/openapi.yaml lists it all";
      case HttpRequestMethodNotSupportedException method ->
          method.getMethod() + " is not possible here; /api/v1/openapi.yaml says what is";
      default -> NOT_UNDERSTOOD;
    };
  }

  private static ResponseEntity<?> answer(
      HttpServletRequest request,
      HttpStatusCode status,
      HttpHeaders headers,
      List<String> sentences) {
    if (request.getRequestURI().startsWith("/ipxe") && Ipxe.asks(request)) {
      return ResponseEntity.ok()
          .contentType(MediaType.TEXT_PLAIN)
          .body(IpxeScript.refusal(sentences));
    }
    if (takesJson(request)) {
      ProblemDetail problem = ProblemDetail.forStatus(status);
      problem.setType(URI.create("about:blank")); // RFC 9457, section 4.2.1
      problem.setDetail(String.join("; ", sentences));
      problem.setInstance(URI.create(request.getRequestURI()));
      return ResponseEntity.status(status)
          .headers(headers)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(problem);
    }
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(PLAIN)
        .body(String.join("\n", sentences) + "\n");
  }

  static boolean takesJson(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return accepted != null && accepted.contains("json");
  }
}
