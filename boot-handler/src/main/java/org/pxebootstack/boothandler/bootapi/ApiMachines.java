package org.pxebootstack.boothandler.bootapi;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.undefined.RequestingMachine;
import org.pxebootstack.boothandler.undefined.UndefinedMachines;
import org.pxebootstack.boothandler.upstream.ApiUrl;
import org.pxebootstack.boothandler.upstream.SealedFiles;
import org.pxebootstack.boothandler.upstream.Upstream;
import org.pxebootstack.boothandler.upstream.UpstreamException;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.rendering.ipxe.UndefinedBoot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Boots what the API says. Every URL that it names is served by this stack, under a sealed name:
 * the machine needs no way to there, and no TLS.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class ApiMachines implements UndefinedMachines, DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(ApiMachines.class);

  /** Each waits at most as long as the time-out. */
  private static final int MOST_QUESTIONS = 128;

  /** What a look-up in DNS may take beyond the time-out, which can't end it. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final @Nullable ApiUrl url;
  private final @Nullable BootApi api;
  private final SealedFiles files;
  private final Duration longest;

  /** Not virtual ones, since a look-up of a name would hold up all of them. */
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST_QUESTIONS,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("boot-api-", 0).factory());

  ApiMachines(Upstream upstream, SealedFiles files, BootApiSettings settings) {
    this.url = upstream.api().orElse(null);
    this.api = url == null ? null : new BootApi(upstream, url, settings);
    this.files = files;
    this.longest = settings.bootApiTimeout().plus(GRACE);
    if (url != null) {
      LOG.info("machines that no definition names boot what {} says", url);
    }
  }

  @Override
  public CompletableFuture<Optional<UndefinedBoot>> bootOf(RequestingMachine machine) {
    BootApi asked = api;
    ApiUrl prefix = url;
    if (asked == null || prefix == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    try {
      return CompletableFuture.supplyAsync(() -> Optional.of(boot(asked, prefix, machine)), threads)
          .completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS)
          .thenApply(found -> {
            if (found == null) {
              throw refusal(HttpStatus.GATEWAY_TIMEOUT, prefix, "it did not answer in time");
            }
            return found;
          });
    } catch (RejectedExecutionException e) {
      throw refusal(
          HttpStatus.SERVICE_UNAVAILABLE, prefix, "too many machines wait for its answers");
    }
  }

  private UndefinedBoot boot(BootApi asked, ApiUrl prefix, RequestingMachine machine) {
    try {
      return switch (asked.ask(machine)) {
        case BootAnswer.Script(String text) -> new UndefinedBoot.Script(text);
        case BootAnswer.Nothing(int status) ->
            new UndefinedBoot.LeaveAlone(
                "gets nothing from the boot API, which answered %d".formatted(status));
        case BootAnswer.Kernel kernel ->
            new UndefinedBoot.Kernel(
                served("kernel", kernel.kernel(), prefix, machine),
                kernel.initrds().stream()
                    .map(each -> served("initrd", each, prefix, machine))
                    .toList(),
                kernel
                    .commandLine()
                    .fillIn(each -> served("cmdline", each, prefix, machine).toString()),
                kernel.message());
      };
    } catch (UpstreamException e) {
      throw refusal(e.status(), prefix, e.sentence());
    } catch (InvalidValueException e) {
      throw refusal(HttpStatus.BAD_GATEWAY, prefix, String.valueOf(e.getMessage()));
    }
  }

  private URI served(String key, String text, ApiUrl prefix, RequestingMachine machine) {
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw new InvalidValueException(text, "is no URL", "correct " + key);
    }
    return files.urlFor(prefix.resolve(uri), machine.mac(), machine.base());
  }

  private static Refusal refusal(HttpStatus status, ApiUrl url, String sentence) {
    return new Refusal(status, "the boot API at " + url + ": " + sentence);
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
