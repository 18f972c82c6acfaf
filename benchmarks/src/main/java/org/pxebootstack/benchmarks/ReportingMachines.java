package org.pxebootstack.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program of its own, which runs in the network of the machines: each of them boots, then reports
 * twice a second through nginx, while status pages are open. Prints what {@link StatusPages} reads.
 */
final class ReportingMachines {
  private static final InetSocketAddress STACK = new InetSocketAddress("192.168.105.1", 80);
  private static final Duration BETWEEN_REPORTS = Duration.ofMillis(500);

  /** Until what runs all the time is compiled. */
  private static final Duration WARM_UP = Duration.ofSeconds(45);

  private static final Pattern TOKEN = Pattern.compile("pxeboot\\.token=(\\S+)");

  /** Such a phase is a change that pages must show; each has its number, and lasts for a while. */
  private static final Pattern MARK = Pattern.compile("step-(\\d+)x");

  /** Of the machines on the first page. */
  private static final int MARKED = 100;

  private final int machines;
  private final int pages;
  private final Duration time;
  private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
  private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger marks = new AtomicInteger();
  private final AtomicInteger reports = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile boolean over;

  private ReportingMachines(int machines, int pages, Duration time) {
    this.machines = machines;
    this.pages = pages;
    this.time = time;
  }

  /** Takes the numbers of machines, of pages and of seconds. */
  public static void main(String[] args) throws Exception {
    new ReportingMachines(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Duration.ofSeconds(Integer.parseInt(args[2])))
        .run();
  }

  private void run() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch booted = new CountDownLatch(machines);
      for (int i = 0; i < machines; i++) {
        int machine = i;
        Thread.sleep(5); // They are not switched on in one moment.
        var _ = threads.submit(() -> report(machine, booted));
      }
      booted.await();
      for (int i = 0; i < pages; i++) {
        var _ = threads.submit(this::watch);
      }
      Thread.sleep(WARM_UP);
      sent.clear();
      latencies.clear();
      reports.set(0);
      int before = marks.get();
      System.out.println("steady");
      Thread.sleep(time);
      int expected = (marks.get() - before) * pages;
      double rate = reports.get() / (double) time.toSeconds();
      System.out.println("measured");
      over = true;
      Thread.sleep(Duration.ofSeconds(2));
      List<Long> all = latencies.stream().sorted().toList();
      System.out.printf(
          "%d %d %.0f %d %d %d%n",
          expected,
          all.size(),
          rate,
          refused.get(),
          all.isEmpty() ? -1 : all.get(all.size() / 2),
          all.isEmpty() ? -1 : all.getLast());
      System.exit(0);
    }
  }

  private Void report(int machine, CountDownLatch booted) throws Exception {
    String token = boot(machine);
    booted.countDown();
    try (Socket socket = connect(Machines.ip(machine))) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      long next = System.nanoTime();
      String phase = "root-filesystem";
      for (long done = 1; !over; done++) {
        if (machine < MARKED && (done + machine) % 50 == 0) {
          int mark = marks.incrementAndGet();
          phase = "step-" + mark + "x";
          sent.put(mark, System.nanoTime());
        }
        String event =
            "{\"status\":\"running\",\"phase\":\"%s\",\"done_bytes\":%d,\"total_bytes\":400000000,"
                    .formatted(phase, done << 20)
                + "\"bytes_per_second\":2097152,\"seconds_left\":100}";
        send(
            socket,
            "POST /progress/%s HTTP/1.1\r\nHost: stack\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(Machines.mac(machine), token, event.length(), event));
        if (!head(in).contains(" 204 ")) {
          refused.incrementAndGet();
        }
        reports.incrementAndGet();
        next += BETWEEN_REPORTS.toNanos();
        Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
      }
    }
    return null;
  }

  private static String boot(int machine) throws IOException {
    try (Socket socket = connect(Machines.ip(machine))) {
      send(
          socket,
          "GET /ipxe?mac=%s HTTP/1.1\r\nHost: stack\r\nConnection: close\r\n\r\n"
              .formatted(Machines.mac(machine)));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      Matcher token = TOKEN.matcher(answer);
      if (!token.find()) {
        throw new IOException("no token for machine " + machine + ": " + answer);
      }
      return token.group(1);
    }
  }

  private Void watch() throws IOException {
    try (Socket socket = connect("192.168.105.253")) {
      send(
          socket,
          "GET /streams/machines HTTP/1.1\r\nHost: stack\r\nAccept: text/event-stream\r\n\r\n");
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      Set<Integer> seen = new HashSet<>();
      String rest = "";
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        long now = System.nanoTime();
        String text = rest + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        Matcher mark = MARK.matcher(text);
        int end = 0;
        while (mark.find()) {
          int number = Integer.parseInt(mark.group(1));
          Long at = sent.get(number);
          if (at != null && seen.add(number)) {
            latencies.add((now - at) / 1_000_000);
          }
          end = mark.end();
        }
        rest = text.substring(Math.max(end, text.length() - 20));
      }
    }
    return null;
  }

  private static Socket connect(String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(STACK, 10_000);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void send(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the connection has ended");
      }
      head.append((char) b);
    }
    return head.toString();
  }
}
