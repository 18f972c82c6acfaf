package org.pxebootstack.cli.quick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pxebootstack.cli.boot.Download;
import org.pxebootstack.contract.image.Sha256;

class RecipesTest {
  @TempDir private Path directory = Path.of("");

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final HttpServer server;

  RecipesTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          String file = files.get(exchange.getRequestURI().getPath());
          byte[] body = String.valueOf(file).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(file == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void thoseThatComeWithTheProgram() throws IOException {
    assertThat(Recipes.read(null).all().keySet())
        .containsExactly("debian-installer", "memtest", "netboot.xyz", "netboot.xyz-bios");
    Path copy = Files.writeString(directory.resolve("mine.yaml"), Recipes.example());
    assertThat(Recipes.read(copy).all()).isEqualTo(Recipes.read(null).all());
    assertThatThrownBy(() -> Recipes.read(null).get("x"))
        .hasMessageStartingWith("there is no recipe x; choose one of debian-installer, memtest,");
  }

  @Test
  void aFileOfOnesOwn() throws IOException {
    Path file = Files.writeString(directory.resolve("mine.yaml"), "a:\n  kernel: k\n");
    assertThat(Recipes.read(file).get("a"))
        .isEqualTo(new Recipe("", "k", List.of(), "", List.of(), null));
    for (String bad : List.of("a:\n  description: x\n", "- a\n", "a: {kernel: [\n")) {
      Files.writeString(file, bad);
      assertThatThrownBy(() -> Recipes.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + " is no file of recipes (")
          .hasMessageEndingWith("correct it after the example that pxeboot quick --example prints");
    }
  }

  @Test
  void aDigestIsCheckedAndSavesTheNextDownload() throws IOException {
    files.put("/dir/vmlinuz", "the kernel");
    files.put(
        "/sums", Sha256.of("the kernel".getBytes(StandardCharsets.UTF_8)) + " *./dir/vmlinuz\n");
    Checksums checksums = checksums("/sums");
    String fetched = checksums.fetch(url("/dir/vmlinuz"));
    assertThat(Path.of(fetched)).hasContent("the kernel");
    files.remove("/dir/vmlinuz");
    assertThat(checksums.fetch(url("/dir/vmlinuz"))).isEqualTo(fetched);
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    files.put("/vmlinuz", "tampered");
    files.put("/sums", "0".repeat(64) + "  vmlinuz\n");
    assertThatThrownBy(() -> checksums("/sums").fetch(url("/vmlinuz")))
        .hasMessage(
            "%s has the SHA-256 digest %s, not %s as expected; look whether its source has a newer one"
                .formatted(
                    url("/vmlinuz"),
                    Sha256.of("tampered".getBytes(StandardCharsets.UTF_8)),
                    "0".repeat(64)));
    assertThatThrownBy(() -> checksums("/sums").fetch(url("/initrd.gz")))
        .hasMessage(url("/sums") + " has no digest of initrd.gz; correct checksums in the recipe");
    assertThatThrownBy(() -> checksums("/none"))
        .hasMessage(
            url("/none") + " can't be fetched: its server answers 404; correct the address");
    server.stop(0);
    assertThatThrownBy(() -> checksums("/sums"))
        .hasMessageStartingWith(url("/sums") + " can't be fetched (")
        .hasMessageEndingWith("is this host connected to the internet, is the address right?");
  }

  private Checksums checksums(String list) throws IOException {
    Recipe recipe = new Recipe("", "k", List.of(), "", List.of(), url(list));
    return Checksums.of(recipe, new Download(directory.resolve("cache")));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
