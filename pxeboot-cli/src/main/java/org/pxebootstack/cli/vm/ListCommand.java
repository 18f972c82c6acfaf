package org.pxebootstack.cli.vm;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.cli.StackEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pxeboot vm list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the machines of a running stack: how far each is, and why it failed.",
      "With --watch it goes on to show what changes, until Ctrl+C."
    })
final class ListCommand implements Callable<Integer> {
  private static final Duration CONNECTS = Duration.ofSeconds(5);
  private static final Duration TRIES_AGAIN = Duration.ofSeconds(2);
  private static final String CLEAR = "\033[H\033[2J";

  private final StackEnvironment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stack",
      paramLabel = "URL",
      description = "where the stack answers (default: http://PROVISIONER_IP, or http://127.0.0.1)")
  private @Nullable URI stack;

  @Option(names = "--watch", description = "go on, and show each change")
  private boolean watch;

  ListCommand(StackEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    URI events = events();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTS).build()) {
      follow(client, events);
      while (watch) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
            "pxeboot: the connection to " + events.getAuthority() + " is lost, trying again");
        err.flush();
        Thread.sleep(TRIES_AGAIN);
        try {
          follow(client, events);
        } catch (IOException e) {
          // Said again above.
        }
      }
      client.shutdownNow();
    }
    return 0;
  }

  private URI events() throws IOException {
    URI base = stack;
    if (base == null) {
      String host = environment.provisionerIp().orElse("127.0.0.1");
      base = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host));
    }
    String scheme = base.getScheme();
    if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IOException(base + " is not a URL; write one such as http://192.168.105.1");
    }
    return base.resolve("/api/v1/events");
  }

  private void follow(HttpClient client, URI events) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> answer;
    try {
      answer =
          client.send(HttpRequest.newBuilder(events).build(), HttpResponse.BodyHandlers.ofLines());
    } catch (IOException e) {
      throw new IOException(
          "%s does not answer; is the stack running, and is --stack its address?".formatted(events),
          e);
    }
    try (Stream<String> lines = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            "%s answers %d; is it a stack of this version?".formatted(events, answer.statusCode()));
      }
      show(lines.iterator());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void show(Iterator<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    EventReader reader = new EventReader();
    boolean terminal = isTerminal();
    boolean complete = false;
    while (lines.hasNext()) {
      String line = lines.next();
      ListedMachine changed = reader.take(line);
      if (!complete && reader.isComplete(line)) {
        complete = true;
        out.print((watch && terminal ? CLEAR : "") + table(reader));
        out.flush();
        if (!watch) {
          return;
        }
      } else if (complete && terminal && line.isEmpty()) {
        out.print(CLEAR + table(reader));
        out.flush();
      } else if (complete && !terminal && changed != null) {
        out.println(MachineTable.line(changed, Instant.now()));
        out.flush();
      }
    }
  }

  private static String table(EventReader reader) {
    return MachineTable.of(reader.machines(), reader.unknown(), Instant.now());
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's own Javadoc still says that it may be null
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
