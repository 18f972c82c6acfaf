package org.pxebootstack.boothandler.bootapi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.undefined.RequestingMachine;
import org.pxebootstack.boothandler.upstream.ApiUrl;
import org.pxebootstack.boothandler.upstream.Upstream;
import org.pxebootstack.boothandler.upstream.UpstreamException;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.springframework.web.util.UriUtils;

/** Asks the API for one machine: {@code GET <prefix>/v1/boot/<mac>}. */
final class BootApi {
  private static final int LARGEST_ANSWER = 256 << 10;

  private final Upstream upstream;
  private final ApiUrl url;
  private final Duration timeout;
  private final AnswerCache cache;
  private final BootAnswerParser parser = new BootAnswerParser();

  BootApi(Upstream upstream, ApiUrl url, BootApiSettings settings) {
    this.upstream = upstream;
    this.url = url;
    this.timeout = settings.bootApiTimeout();
    this.cache = new AnswerCache(settings.bootApiCache());
  }

  /**
   * What the API answers, or has answered a moment ago. Waits for it.
   *
   * @throws UpstreamException where it gives no answer
   * @throws InvalidValueException where its answer can't be used
   */
  BootAnswer ask(RequestingMachine machine) throws UpstreamException {
    URI question = question(machine);
    Optional<BootAnswer> known = cache.get(question);
    return known.isPresent() ? known.get() : fetch(question);
  }

  /** Pixiecore's URL, and what else is known of the machine as a query, which it does not have. */
  private URI question(RequestingMachine machine) {
    String query =
        Stream.of(
                parameter("arch", machine.architecture()),
                parameter("firmware", machine.platform()),
                parameter("serial", machine.serial()),
                parameter("uuid", machine.uuid()),
                parameter("vendor", machine.manufacturer()),
                parameter("product", machine.product()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("&"));
    return URI.create(
        url.prefix() + "v1/boot/" + machine.mac() + (query.isEmpty() ? "" : "?" + query));
  }

  private static Optional<String> parameter(String name, @Nullable Object value) {
    return value == null
        ? Optional.empty()
        : Optional.of(name + "=" + UriUtils.encode(value.toString(), StandardCharsets.UTF_8));
  }

  private BootAnswer fetch(URI question) throws UpstreamException {
    Upstream.Fetched fetched =
        upstream.fetch(question, "application/json", LARGEST_ANSWER, timeout);
    if (fetched.status() != 200) {
      return new BootAnswer.Nothing(fetched.status());
    }
    BootAnswer answer = parser.parse(fetched.body().array());
    cache.put(question, answer, fetched.body().capacity());
    return answer;
  }
}
