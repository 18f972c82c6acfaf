package org.pxebootstack.boothandler.access;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.machine.BootId;
import org.pxebootstack.boothandler.machine.MachineStates;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.stereotype.Component;

/**
 * Tokens that a boot script carries to the installer, so that only the machine that was booted gets
 * its configuration and can report for its MAC. A token is its expiry, the boot that it is for, and
 * an HMAC-SHA-256 (RFC 2104) of both and the MAC: a restart in the middle of an installation loses
 * none. The next boot of the machine ends the tokens of the one before.
 */
@Component
public class BootTokens {
  private static final int BYTES = Long.BYTES + Long.BYTES + TokenKey.SIGNATURE_BYTES;

  private final TokenKey key;
  private final Duration lifetime;
  private final MachineStates states;
  private final Clock clock = Clock.systemUTC();

  BootTokens(TokenKey key, BootHandlerSettings settings, MachineStates states) {
    this.key = key;
    this.lifetime = settings.tokenLifetime();
    this.states = states;
  }

  /** A token for one boot of this machine: URL-safe characters only. */
  public String issue(MacAddress mac, BootId boot) {
    long expiry = clock.instant().plus(lifetime).getEpochSecond();
    byte[] token =
        ByteBuffer.allocate(BYTES)
            .putLong(expiry)
            .putLong(boot.value())
            .put(sign(mac, expiry, boot))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /**
   * A token that is in force.
   *
   * @param boot which boot it is for
   * @param expiry when it ends
   */
  public record Valid(BootId boot, Instant expiry) {}

  /**
   * Checks a token.
   *
   * @param authorization the header {@code Authorization: Bearer <token>}
   * @return nothing unless it was issued for this machine's latest boot and has not expired
   */
  public Optional<Valid> check(MacAddress mac, @Nullable String authorization) {
    return checkIssued(mac, authorization).filter(each -> states.isLatestBoot(mac, each.boot()));
  }

  /**
   * As {@link #check}, for who finds out by itself whether it is the latest boot.
   *
   * @return nothing unless it was issued for one of this machine's boots and has not expired
   */
  public Optional<Valid> checkIssued(MacAddress mac, @Nullable String authorization) {
    String token = Bearer.token(authorization);
    if (token == null) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length != BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long expiry = buffer.getLong();
    BootId boot = new BootId(buffer.getLong());
    byte[] signature = new byte[TokenKey.SIGNATURE_BYTES];
    buffer.get(signature);
    return MessageDigest.isEqual(signature, sign(mac, expiry, boot))
            && clock.instant().getEpochSecond() < expiry
        ? Optional.of(new Valid(boot, Instant.ofEpochSecond(expiry)))
        : Optional.empty();
  }

  /** A new token for the same boot, where half of the old one's time is over. */
  public Optional<String> renewal(MacAddress mac, Valid token) {
    Instant halfTime = token.expiry().minus(lifetime.dividedBy(2));
    return clock.instant().isAfter(halfTime)
        ? Optional.of(issue(mac, token.boot()))
        : Optional.empty();
  }

  private byte[] sign(MacAddress mac, long expiry, BootId boot) {
    return key.sign(mac + " " + expiry + " " + boot.value());
  }
}
