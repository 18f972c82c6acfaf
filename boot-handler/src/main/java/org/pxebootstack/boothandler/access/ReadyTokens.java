package org.pxebootstack.boothandler.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.machine.BootId;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.stereotype.Component;

/**
 * Tokens by which an installed system says that it is ready, and nothing else. One is for the
 * installation of one boot, and has no expiry: nobody knows when a machine is switched on after it.
 * cloud-init can send no header but the one that the URL's user makes (RFC 7617), which keeps the
 * token out of access logs.
 */
@Component
public class ReadyTokens {
  /** The user name in the URL. */
  public static final String USER = "ready";

  private static final String SCHEME = "Basic ";
  private static final int BYTES = Long.BYTES + TokenKey.SIGNATURE_BYTES;

  private final TokenKey key;
  private final MachineStates states;

  ReadyTokens(TokenKey key, MachineStates states) {
    this.key = key;
    this.states = states;
  }

  /** A token for what one boot installs: URL-safe characters only. */
  public String issue(MacAddress mac, BootId boot) {
    byte[] token = ByteBuffer.allocate(BYTES).putLong(boot.value()).put(sign(mac, boot)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * Checks a token.
   *
   * @param authorization the header {@code Authorization: Basic <user:token>}
   * @return the boot that it is for; nothing unless that is the machine's latest
   */
  public Optional<BootId> check(MacAddress mac, @Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      byte[] pair = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
      String text = new String(pair, StandardCharsets.ISO_8859_1);
      bytes = Base64.getUrlDecoder().decode(text.substring(text.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    BootId boot = new BootId(buffer.getLong());
    byte[] signature = new byte[TokenKey.SIGNATURE_BYTES];
    buffer.get(signature);
    return MessageDigest.isEqual(signature, sign(mac, boot)) && states.isLatestBoot(mac, boot)
        ? Optional.of(boot)
        : Optional.empty();
  }

  private byte[] sign(MacAddress mac, BootId boot) {
    return key.sign("ready " + mac + " " + boot.value());
  }
}
