package org.pxebootstack.boothandler.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.pxebootstack.boothandler.web.Refusal;
import org.pxebootstack.contract.image.Sha256;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * {@code GET /assets/<version>/<file>}: scripts and style sheet, which browsers keep. The version
 * is a digest of all of them, so that they never keep an old one.
 */
@Controller
class Assets {
  private static final String SCRIPT = "text/javascript;charset=UTF-8";
  private static final String WEBJARS = "/META-INF/resources/webjars/";

  private final Map<String, Asset> files = new TreeMap<>();
  private final String version;

  Assets() {
    files.put("htmx.js", read(WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js", SCRIPT));
    files.put("sse.js", read(WEBJARS + "htmx-ext-sse/2.2.2/sse.js", SCRIPT));
    files.put("page.js", read("/page/page.js", SCRIPT));
    files.put("page.css", read("/page/page.css", "text/css;charset=UTF-8"));
    files.put("icon.svg", read("/page/icon.svg", "image/svg+xml"));
    Map<String, String> digests = new LinkedHashMap<>();
    files.forEach((name, asset) -> digests.put(name, Sha256.of(asset.bytes())));
    this.version = Sha256.of(digests.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Asset(byte[] bytes, MediaType type) {}

  private static Asset read(String path, String type) {
    try (InputStream file = Assets.class.getResourceAsStream(path)) {
      if (file == null) {
        throw new IllegalStateException(path + " is not in this program");
      }
      return new Asset(file.readAllBytes(), MediaType.parseMediaType(type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The start of their paths. */
  String base() {
    return "/assets/" + version;
  }

  @GetMapping("/assets/{version}/{file}")
  ResponseEntity<byte[]> file(
      @PathVariable("version") String asked, @PathVariable("file") String name) {
    Asset asset = files.get(name);
    if (asset == null || !asked.equals(version)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "there is no such file; load the page again");
    }
    return ResponseEntity.ok()
        .contentType(asset.type())
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .header("X-Content-Type-Options", "nosniff")
        .body(asset.bytes());
  }
}
