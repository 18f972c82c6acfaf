package org.pxebootstack.boothandler;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP server that writes exactly what a test wants, right or wrong, and then closes. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();

  /** What is done with a request; an exception ends the connection. */
  interface Answer {
    void to(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /**
   * @param target the path and the query
   * @param headers by lower-case names
   */
  record Request(String method, String target, Map<String, String> headers) {}

  ScriptedServer(String address) throws IOException {
    this(new ServerSocket(FreePort.find(), 50, InetAddress.ofLiteral(address)));
  }

  ScriptedServer(ServerSocket listener) {
    this.listener = listener;
    Thread _ = Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread _ = Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // It is closed, or a client did not like its certificate.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Request request = read(new BufferedInputStream(socket.getInputStream()));
      requests.add(request);
      String path = request.target().replaceFirst("\\?.*", "");
      OutputStream out = socket.getOutputStream();
      answers.getOrDefault(path, status(404, "nothing here")).to(request, out);
      out.flush();
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Request read(InputStream in) throws IOException {
    String[] first = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return new Request(first[0], first.length > 1 ? first[1] : "", headers);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("half a request");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** From now on, requests for this path are answered so. */
  ScriptedServer on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  ScriptedServer onJson(String path, String json) {
    return on(path, status(200, json));
  }

  static Answer status(int status, String body, String... headers) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return (request, out) -> {
      head(out, status, bytes.length, headers);
      if (!request.method().equals("HEAD")) {
        out.write(bytes);
      }
    };
  }

  static Answer redirect(String location) {
    return status(302, "", "Location: " + location);
  }

  /** Writes the head of an answer; a negative length is not said. */
  static void head(OutputStream out, int status, long length, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    if (length >= 0) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    List.of(headers).forEach(each -> head.append(each).append("\r\n"));
    head.append("Connection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Zeros; as many as the client takes where {@code count} is negative. */
  static void zeros(OutputStream out, long count) throws IOException {
    byte[] zeros = new byte[64 << 10];
    for (long left = count; left != 0; ) {
      int now = left < 0 ? zeros.length : (int) Math.min(left, zeros.length);
      out.write(zeros, 0, now);
      left -= left < 0 ? 0 : now;
    }
  }

  /** What was asked with this path, oldest first. */
  List<Request> requests(String path) {
    return requests.stream()
        .filter(each -> each.target().replaceFirst("\\?.*", "").equals(path))
        .toList();
  }

  String url(String path) {
    return "http://" + authority() + path;
  }

  String authority() {
    return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  URI uri(String path) {
    return URI.create(url(path));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
