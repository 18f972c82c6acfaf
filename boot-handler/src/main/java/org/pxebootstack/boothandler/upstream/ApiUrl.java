package org.pxebootstack.boothandler.upstream;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.pxebootstack.contract.machine.InvalidValueException;

/**
 * Where a boot API is, by Pixiecore's rules.
 *
 * @param prefix with a slash at the end; what a machine boots is asked below it, and relative URLs
 *     of an answer start from it
 */
public record ApiUrl(URI prefix) {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LONGEST = 1024;

  /**
   * Reads what a person wrote.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  public static ApiUrl parse(String text) {
    try {
      URI uri = new URI(text.endsWith("/") ? text : text + "/");
      if (uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null
          && text.length() <= LONGEST) {
        return new ApiUrl(uri);
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new InvalidValueException(
        text, "is not the URL of a boot API", "write one such as https://host/prefix");
  }

  /** A URL of an answer: absolute, below the host's root ({@code /x}) or the prefix ({@code x}). */
  public URI resolve(URI url) {
    return prefix.resolve(url);
  }

  /** As people write it. */
  @Override
  public String toString() {
    String text = prefix.toString();
    return text.substring(0, text.length() - 1);
  }
}
