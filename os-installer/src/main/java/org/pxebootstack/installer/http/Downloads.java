package org.pxebootstack.installer.http;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.image.ImageManifest;
import org.pxebootstack.installer.InstallException;

/** Fetches things from the stack, and asks again for a while where it does not answer. */
public final class Downloads {
  private static final int LARGEST_TEXT = 16 << 20;

  private final @Nullable BootToken token;
  private final Patience patience;
  private final Consumer<String> say;

  /**
   * @param say shows a line to a person
   */
  public Downloads(@Nullable BootToken token, Patience patience, Consumer<String> say) {
    this.token = token;
    this.patience = patience;
    this.say = say;
  }

  /**
   * Fetches a short text.
   *
   * @throws InstallException when it can't be had
   */
  public String text(URI url) throws InstallException, InterruptedException {
    return new String(bytes(url), StandardCharsets.UTF_8);
  }

  /** As {@link #text}, for what is to be checked as it came. */
  public byte[] bytes(URI url) throws InstallException, InterruptedException {
    Retries retries = new Retries(url, patience, say);
    while (true) {
      try {
        byte[] all = once(url);
        retries.advanced();
        return all;
      } catch (IOException e) {
        retries.failed(e);
      }
    }
  }

  private byte[] once(URI url) throws IOException, InstallException {
    Map<String, String> headers = token == null ? Map.of() : token.header();
    try (Get answer = Get.begin(url, headers, patience.silence())) {
      byte[] all = answer.body().readNBytes(LARGEST_TEXT);
      String length = answer.header("Content-Length");
      if (length != null && !length.equals(Integer.toString(all.length))) {
        throw new IOException("it ended after %d of %s bytes".formatted(all.length, length));
      }
      return all;
    }
  }

  /**
   * An archive that is to be downloaded.
   *
   * @param expected what the manifest says of it; null where nobody said
   */
  public ArchiveDownload archive(URI url, ImageManifest.@Nullable Entry expected) {
    return new ArchiveDownload(url, expected, patience, say);
  }
}
