package org.pxebootstack.boothandler.upstream;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Gives machines URLs of this stack for files that are elsewhere. */
@Component
public class SealedFiles {
  /** Where the servlet is. */
  static final String PATH = "/sealed";

  private static final int LONGEST_FILE_NAME = 64;
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");

  private final SealedNames names;
  private final LocalFiles files;

  SealedFiles(UpstreamSettings settings, LocalFiles files) {
    this.names =
        new SealedNames(key(settings.proxyKeyFile()), settings.proxyLifetime(), Clock.systemUTC());
    this.files = files;
  }

  private static byte[] key(String file) {
    if (file.isEmpty()) {
      byte[] key = new byte[SealedNames.KEY_BYTES];
      new SecureRandom().nextBytes(key);
      return key;
    }
    String text = Credentials.read("PROXY_KEY_FILE", file).strip();
    try {
      byte[] key =
          text.length() == 2 * SealedNames.KEY_BYTES
              ? HexFormat.of().parseHex(text)
              : Base64.getDecoder().decode(text);
      if (key.length == SealedNames.KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // said below, without the key
    }
    throw new BadSettingException(
        "PROXY_KEY_FILE: " + file + " has no key of 32 bytes",
        "make one with: openssl rand -hex 32");
  }

  /**
   * A URL at which one machine gets a file, for some hours.
   *
   * @param uri absolute: http, https, or file where a directory is served
   * @param base where the machine reaches this stack, without a slash at the end
   * @throws InvalidValueException with a sentence for people where there is no such file to serve
   */
  public URI urlFor(URI uri, MacAddress mac, URI base) {
    switch (String.valueOf(uri.getScheme())) {
      case "http", "https" -> {
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
          throw new InvalidValueException(
              uri.toString(), "is no URL to fetch", "write one such as http://host/vmlinuz");
        }
      }
      case "file" -> {
        try {
          Path _ = files.find(uri);
        } catch (UpstreamException e) {
          throw InvalidValueException.hiding(e.sentence(), "name another file, or mount it there");
        }
      }
      default ->
          throw new InvalidValueException(
              uri.toString(), "is no URL to fetch", "write one with http, https or file");
    }
    return URI.create("%s%s/%s/%s".formatted(base, PATH, names.seal(uri, mac), fileName(uri)));
  }

  /**
   * Who is given what.
   *
   * @throws UpstreamException 404 or 410, with a sentence
   */
  SealedNames.Content open(String name, String fileName) throws UpstreamException {
    SealedNames.Content content =
        names
            .open(name)
            .filter(each -> fileName(each.uri()).equals(fileName))
            .orElseThrow(() ->
                new UpstreamException(
                    HttpStatus.NOT_FOUND,
                    "this stack gave no such name since it was started; boot the machine again"));
    if (names.isExpired(content)) {
      throw new UpstreamException(
          HttpStatus.GONE, "the name has expired; boot the machine again to get a new one");
    }
    return content;
  }

  /** The last part of the path, since some programs go by its ending, such as {@code .iso}. */
  private static String fileName(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    String name = UNUSUAL.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll("_");
    String end = name.substring(Math.max(0, name.length() - LONGEST_FILE_NAME));
    return end.chars().allMatch(c -> c == '.') ? "file" : end;
  }
}
