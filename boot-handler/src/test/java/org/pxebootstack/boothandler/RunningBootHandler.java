package org.pxebootstack.boothandler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * boot-handler's jar as a process of its own on a real socket, with real files and a real database.
 * Requests come from an address of the loopback network that the test chooses, as if from a
 * machine.
 */
final class RunningBootHandler implements AutoCloseable {
  static final String PROVISIONER = "10.0.0.1";
  static final String PROXY_KEY = "key-of-this-test";
  static final String ADMIN_TOKEN = "admin-token-of-this-test";

  private static final Duration STARTS = Duration.ofSeconds(90);
  private static final Duration HAPPENS = Duration.ofSeconds(20);

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();
  private final int port;
  private @Nullable Process process;

  /** Prepares the directories and the image {@code debian-13}; starts nothing. */
  RunningBootHandler(Path directory) throws IOException {
    this.directory = directory;
    this.port = FreePort.find();
    Files.createDirectories(vms());
    Files.createDirectories(state());
    image("debian-13/x86_64", "vmlinuz-6.12", "initrd.img-6.12");
    environment.put("PROVISIONER_IP", PROVISIONER);
    environment.put("VMS_DIR", vms().toString());
    environment.put("IMAGES_DIR", images().toString());
    environment.put("STATE_DIR", state().toString());
    environment.put("PXEBOOT_PROXY_KEY", PROXY_KEY);
    environment.put("ADMIN_TOKEN", ADMIN_TOKEN);
    environment.put("RUN_DIR", directory.toString());
    environment.put("SERVER_PORT", Integer.toString(port));
  }

  Path directory() {
    return directory;
  }

  Path vms() {
    return directory.resolve("vms");
  }

  Path images() {
    return directory.resolve("images");
  }

  Path state() {
    return directory.resolve("state");
  }

  RunningBootHandler with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  RunningBootHandler without(String variable) {
    environment.remove(variable);
    return this;
  }

  RunningBootHandler start() throws IOException, InterruptedException {
    Process started = launch();
    long end = System.nanoTime() + STARTS.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("boot-handler did not start:\n" + log());
      }
      Thread.sleep(50);
    }
    return this;
  }

  /** Starts it where it is not expected to serve, and gives its exit code. */
  int startInVain() throws IOException, InterruptedException {
    Process started = launch();
    if (!started.waitFor(STARTS.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("boot-handler goes on running:\n" + log());
    }
    return started.exitValue();
  }

  private Process launch() throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    argv.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dspring.aot.enabled=true"));
    argv.addAll(List.of("-jar", jar().toString()));
    ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    process = builder.start();
    return process;
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(each -> each.getFileName().toString().matches("boot-handler-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("boot-handler's jar is not built"));
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return get("/api/v1/problems").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  long pid() {
    return running().pid();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("boot-handler was not started");
    }
    return process;
  }

  /** As a power cut would end it. */
  void kill() throws InterruptedException {
    running().destroyForcibly();
    running().waitFor();
  }

  private Path logFile() {
    return directory.resolve("boot-handler.log");
  }

  String log() throws IOException {
    return Files.exists(logFile()) ? Files.readString(logFile()) : "";
  }

  /** An image without a manifest, as pvmlab leaves them. */
  void image(String name, String kernel, String initrd) throws IOException {
    Path image = Files.createDirectories(images().resolve(name));
    for (String each : List.of(kernel, initrd, "rootfs.tar.gz", "modules.cpio.gz")) {
      Files.writeString(image.resolve(each), each);
    }
  }

  /** Writes a definition in place, as pvmlab does, and waits until it is served. */
  void define(String name, String json) throws IOException, InterruptedException {
    Files.writeString(vms().resolve(name + ".json"), json);
    eventually(name + " to be defined", () -> get("/api/v1/machines/" + name).statusCode() == 200);
  }

  /** As dnsmasq writes it: the address is the machine's from now on. */
  void lease(String address, String mac) throws IOException {
    Path file = state().resolve("dnsmasq.leases");
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(
        file,
        before + "4102444800 " + MacAddress.parse(mac) + " " + address + " * 01:" + mac + "\n");
  }

  /** Defines a machine, leases it an address, boots it once; gives the token of that boot. */
  String boot(String name, String mac, String address) throws IOException, InterruptedException {
    define(name, ContractTexts.vm(name, mac));
    lease(address, mac);
    return ContractTexts.token(getFrom(address, "/ipxe?mac=" + mac));
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return getFrom("127.0.0.1", path, headers);
  }

  /** Asks with a token. */
  HttpResponse<String> getAs(String token, String path) throws IOException, InterruptedException {
    return get(path, "Authorization", "Bearer " + token);
  }

  /** Asks as the machine with this address. */
  HttpResponse<String> getFrom(String address, String path, String... headers)
      throws IOException, InterruptedException {
    return send(address, HttpRequest.newBuilder(url(path)), headers);
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send("127.0.0.1", request, headers);
  }

  /** Posts with a token, and gives the status. */
  int postAs(String token, String path, String body) throws IOException, InterruptedException {
    return post(path, body, "Authorization", "Bearer " + token).statusCode();
  }

  /** A value of a machine in the API. */
  String machine(String name, String key) throws IOException, InterruptedException {
    String view = get("/api/v1/machines/" + name).body();
    Matcher value = Pattern.compile("\"" + key + "\":\"?([^\",}]*)").matcher(view);
    assertThat(value.find()).as(key + " of " + view).isTrue();
    return value.group(1);
  }

  private HttpResponse<String> send(String address, HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpClient client =
        clients.computeIfAbsent(
            address,
            each ->
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.ofLiteral(each))
                    .build());
    return client.send(
        request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sends what no client library would, and gives all that comes back. */
  String raw(String address, String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), 0)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  void eventually(String what, Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + HAPPENS.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + what + "; the log:\n" + log());
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::close);
    clients.clear();
    if (process != null) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
