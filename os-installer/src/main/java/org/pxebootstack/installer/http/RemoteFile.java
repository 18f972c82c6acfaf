package org.pxebootstack.installer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.installer.InstallException;

/**
 * A file of a web server that is fetched in several requests, and must be the same in all of them
 * (range requests, RFC 9110, 13.1.5 and 14). Safe for several threads once it was opened.
 */
final class RemoteFile {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18})");

  private final URI url;
  private final Duration silence;
  private volatile @Nullable Version version;

  RemoteFile(URI url, Duration silence) {
    this.url = url;
    this.silence = silence;
  }

  /** What tells one version of the file from another. */
  private record Version(long size, @Nullable String etag, @Nullable String modified) {

    /** What a range request names, so that it is answered for this version only. */
    @Nullable String validator() {
      return etag != null && !etag.startsWith("W/") ? etag : modified;
    }

    boolean isOther(Version later) {
      return size != later.size || differ(etag, later.etag) || differ(modified, later.modified);
    }

    private static boolean differ(@Nullable String one, @Nullable String other) {
      return one != null && other != null && !one.equals(other);
    }
  }

  URI url() {
    return url;
  }

  Duration silence() {
    return silence;
  }

  /** Bytes, as the first answer said. */
  long size() {
    Version known = version;
    if (known == null) {
      throw new IllegalStateException(url + " was not opened yet");
    }
    return known.size();
  }

  /**
   * Asks for the file's bytes.
   *
   * @param from the first byte that is wanted
   * @throws IOException when trying again may help
   * @throws InstallException when the file can't be had, or is not the same any longer
   */
  Get open(long from) throws IOException, InstallException {
    Version known = version;
    Map<String, String> headers = new HashMap<>();
    if (from > 0) {
      headers.put("Range", "bytes=" + from + "-");
      if (known != null && known.validator() != null) {
        headers.put("If-Range", known.validator());
      }
    }
    Get answer = Get.begin(url, headers, silence);
    boolean opened = false;
    try {
      Version offered = offered(answer, from);
      if (known == null) {
        version = offered;
      } else if (known.isOther(offered)) {
        throw changed();
      }
      if (answer.status() == 200 && from > 0) {
        skip(answer.body(), from); // It is the same file: this server knows no ranges.
      }
      opened = true;
      return answer;
    } finally {
      if (!opened) {
        answer.close();
      }
    }
  }

  private Version offered(Get answer, long from) throws IOException, InstallException {
    long size =
        switch (answer.status()) {
          case 200 -> contentLength(answer);
          case 206 -> sizeBehindRange(answer, from);
          default -> throw changed(); // 416: it is shorter than it was.
        };
    return new Version(size, answer.header("ETag"), answer.header("Last-Modified"));
  }

  private long contentLength(Get answer) throws InstallException {
    String length = answer.header("Content-Length");
    if (length == null || !length.matches("\\d{1,18}")) {
      throw new InstallException(
          url + " is served without its size (Content-Length); serve it as a file, as nginx does");
    }
    return Long.parseLong(length);
  }

  private static long sizeBehindRange(Get answer, long from) throws IOException {
    String range = answer.header("Content-Range");
    Matcher matcher = CONTENT_RANGE.matcher(range == null ? "" : range);
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != from) {
      throw new IOException("it answered \"" + range + "\" when asked for bytes from " + from);
    }
    return Long.parseLong(matcher.group(2));
  }

  private static void skip(InputStream body, long bytes) throws IOException {
    body.skipNBytes(bytes);
  }

  private InstallException changed() {
    return new InstallException(
        url
            + " changed on the server during the installation; start this machine again to install"
            + " what is there now");
  }
}
