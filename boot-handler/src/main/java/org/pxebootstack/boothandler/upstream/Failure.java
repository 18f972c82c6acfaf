package org.pxebootstack.boothandler.upstream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.http.HttpStatus;

/** Says what an exception means, in place of its own words. */
final class Failure {
  private Failure() {}

  static UpstreamException of(URI uri, IOException e) {
    HttpStatus status =
        e instanceof InterruptedIOException || e instanceof NoRouteToHostException
            ? HttpStatus.GATEWAY_TIMEOUT
            : HttpStatus.BAD_GATEWAY;
    UpstreamException failure = new UpstreamException(status, where(uri) + " " + why(e));
    failure.initCause(e);
    return failure;
  }

  /** A URL as people are shown it: without a query, which may hold a secret. */
  static String where(URI uri) {
    String path = uri.getRawPath();
    return uri.getScheme() + "://" + uri.getRawAuthority() + (path == null ? "" : path);
  }

  private static String why(IOException e) {
    return switch (e) {
      case ConnectTimeoutException _ -> "can't be reached: it does not answer at all";
      case NoRouteToHostException _ -> "can't be reached: there is no route to it";
      case InterruptedIOException _ -> "did not answer in time";
      case ConnectException _ -> "can't be reached: it refuses the connection";
      case SSLException tls ->
          "can't be trusted; BOOT_API_CA_FILE can name its authority (%s)"
              .formatted(Quoted.escaped(String.valueOf(tls.getMessage())));
      case NoHttpResponseException _ -> "gives no answer in HTTP";
      case ConnectionClosedException _, MalformedChunkCodingException _, SocketException _ ->
          "broke the connection off";
      default ->
          e.getCause() instanceof HttpException
              ? "gives no answer in HTTP"
              : "failed (%s)".formatted(Quoted.escaped(String.valueOf(e.getMessage())));
    };
  }
}
