package org.pxebootstack.boothandler.upstream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.Quoted;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Asks others' servers. Redirects are followed, five at most, never from https to http; each hop's
 * address is checked. The API's server alone is shown the client certificate and the token.
 */
@Component
public class Upstream implements DisposableBean {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final @Nullable ApiUrl api;
  private final @Nullable Origin apiOrigin;
  private final PermittedAddresses permitted;
  private final UpstreamSettings settings;
  private @Nullable Clients clients;

  Upstream(UpstreamSettings settings) {
    this.settings = settings;
    this.api = api(settings.bootApiUrl());
    this.apiOrigin = api == null ? null : Origin.of(api.prefix());
    this.permitted = PermittedAddresses.parse(settings.proxyAllow());
    if (settings.isAnythingSet()) {
      Clients _ = clients(); // What is wrong is said at the start.
    }
  }

  /** Made late: most stacks never ask anybody. */
  private record Clients(
      CloseableHttpClient api, CloseableHttpClient others, @Nullable String token) {}

  private synchronized Clients clients() {
    Clients made = clients;
    if (made == null) {
      Credentials credentials = Credentials.of(settings);
      CheckedResolver resolver = new CheckedResolver(permitted, apiOrigin);
      made =
          new Clients(
              HttpClients.make(resolver, credentials.api(), settings.proxyPatience()),
              HttpClients.make(resolver, credentials.everybody(), settings.proxyPatience()),
              credentials.token());
      clients = made;
    }
    return made;
  }

  private static @Nullable ApiUrl api(String text) {
    try {
      return text.isEmpty() ? null : ApiUrl.parse(text);
    } catch (InvalidValueException e) {
      throw new BadSettingException(
          "BOOT_API_URL: " + Quoted.of(text) + " " + e.complaint(), e.cure());
    }
  }

  /** The API that says what machines boot; nothing where there is none. */
  public Optional<ApiUrl> api() {
    return Optional.ofNullable(api);
  }

  /**
   * What a server answered.
   *
   * @param body empty unless the status is 200
   */
  public record Fetched(int status, ByteBuffer body) {}

  /**
   * Fetches a small text.
   *
   * @param mostBytes of the body
   * @param timeout for all of it, redirects included
   * @throws UpstreamException 502 or 504, with a sentence
   */
  public Fetched fetch(URI uri, String accept, int mostBytes, Duration timeout)
      throws UpstreamException {
    AtomicReference<@Nullable HttpUriRequestBase> current = new AtomicReference<>();
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> deadline =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              abort(current.get());
            },
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
    Map<String, String> headers = Map.of(HttpHeaders.ACCEPT, accept);
    try (UpstreamAnswer answer = send("GET", uri, headers, current::set)) {
      byte[] body = answer.status() == 200 ? body(answer, mostBytes) : new byte[0];
      return new Fetched(answer.status(), ByteBuffer.wrap(body));
    } catch (UpstreamException e) {
      if (!late.get()) {
        throw e;
      }
      UpstreamException timeOut =
          new UpstreamException(
              HttpStatus.GATEWAY_TIMEOUT,
              "%s did not answer within %.1f s"
                  .formatted(Failure.where(uri), timeout.toMillis() / 1000.0));
      timeOut.initCause(e);
      throw timeOut;
    } finally {
      deadline.cancel(false);
    }
  }

  private static void abort(@Nullable HttpUriRequestBase request) {
    if (request != null) {
      request.abort();
    }
  }

  private static byte[] body(UpstreamAnswer answer, int mostBytes) throws UpstreamException {
    byte[] body;
    try {
      body = answer.body().readNBytes(mostBytes + 1);
    } catch (IOException e) {
      throw Failure.of(answer.uri(), e);
    }
    if (body.length > mostBytes) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          "%s answered more than %d KiB".formatted(Failure.where(answer.uri()), mostBytes >> 10));
    }
    return body;
  }

  /**
   * Sends a request.
   *
   * @param headers sent along, also to where the answer redirects
   * @param watcher is given each request before it is sent: another thread may abort it
   * @return the answer, whatever its status, except redirects; to be closed
   * @throws UpstreamException 502 or 504, with a sentence
   */
  UpstreamAnswer send(
      String method, URI uri, Map<String, String> headers, Consumer<HttpUriRequestBase> watcher)
      throws UpstreamException {
    URI here = uri;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      UpstreamAnswer answer = sendOnce(method, here, headers, watcher);
      if (!REDIRECTS.contains(answer.status())) {
        return answer;
      }
      String location = answer.header(HttpHeaders.LOCATION);
      answer.close();
      here = redirected(here, location);
    }
    throw new UpstreamException(
        HttpStatus.BAD_GATEWAY,
        Failure.where(uri) + " redirects more than " + MOST_REDIRECTS + " times");
  }

  private UpstreamAnswer sendOnce(
      String method, URI uri, Map<String, String> headers, Consumer<HttpUriRequestBase> watcher)
      throws UpstreamException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    headers.forEach(request::setHeader);
    request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    boolean isApi = Origin.of(uri).equals(apiOrigin);
    Clients known = clients();
    if (isApi && known.token() != null) {
      request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + known.token());
    }
    watcher.accept(request);
    try {
      CloseableHttpClient client = isApi ? known.api() : known.others();
      HttpClientContext context = HttpClientContext.create();
      ClassicHttpResponse response = client.executeOpen(null, request, context);
      return new UpstreamAnswer(uri, address(context), request, response);
    } catch (CheckedResolver.ForbiddenException e) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          "%s is at %s, which is not a public address; where that is right, start the stack with PROXY_ALLOW=%s"
              .formatted(
                  uri.getHost(),
                  e.address(),
                  e.address() + (e.address().contains(":") ? "/128" : "/32")));
    } catch (UnknownHostException e) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          "the name " + uri.getHost() + " has no address; correct it, or DNS");
    } catch (IOException e) {
      throw Failure.of(uri, e);
    }
  }

  private static @Nullable InetSocketAddress address(HttpClientContext context) {
    EndpointDetails connection = context.getEndpointDetails();
    return connection != null && connection.getRemoteAddress() instanceof InetSocketAddress address
        ? address
        : null;
  }

  private static URI redirected(URI from, @Nullable String location) throws UpstreamException {
    URI to = null;
    try {
      to = location == null ? null : from.resolve(location);
    } catch (IllegalArgumentException e) {
      // said below
    }
    if (to == null || to.getHost() == null || !SCHEMES.contains(to.getScheme())) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          Failure.where(from) + " redirects to what is no http or https URL");
    }
    if (from.getScheme().equals("https") && to.getScheme().equals("http")) {
      throw new UpstreamException(
          HttpStatus.BAD_GATEWAY,
          Failure.where(from) + " redirects from https to http, which is not followed");
    }
    return to;
  }

  @Override
  public synchronized void destroy() throws IOException {
    if (clients != null) {
      clients.api().close();
      clients.others().close();
    }
  }
}
