package org.pxebootstack.boothandler.web;

import org.pxebootstack.boothandler.image.ImageUnavailableException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** A refused request is answered with one plain sentence. */
@RestControllerAdvice
class Refusals {

  @ExceptionHandler
  ResponseEntity<String> refused(ResponseStatusException e) {
    return answer(e.getStatusCode().value(), String.valueOf(e.getReason()));
  }

  @ExceptionHandler
  ResponseEntity<String> unavailable(ImageUnavailableException e) {
    return answer(HttpStatus.NOT_FOUND.value(), String.valueOf(e.getMessage()));
  }

  private static ResponseEntity<String> answer(int status, String sentence) {
    return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(sentence + "\n");
  }
}
