package org.pxebootstack.boothandler.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.contract.machine.MacAddress;
import org.springframework.stereotype.Component;

/**
 * Tokens that a boot script carries to the installer, so that only the machine that was booted can
 * report for its MAC. A token is its expiry and an HMAC-SHA-256 (RFC 2104) of that and the MAC:
 * there is nothing to store, and a restart in the middle of an installation loses none.
 */
@Component
public class BootTokens {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;
  private final Duration lifetime;
  private final Clock clock = Clock.systemUTC();

  BootTokens(BootHandlerSettings settings) throws IOException {
    this.key = new SecretKeySpec(loadOrMake(settings.stateDir().resolve("token.key")), ALGORITHM);
    this.lifetime = settings.tokenLifetime();
  }

  private static byte[] loadOrMake(Path file) throws IOException {
    byte[] fresh = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(fresh);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, fresh);
      return fresh;
    } catch (FileAlreadyExistsException e) {
      byte[] stored = Files.readAllBytes(file);
      if (stored.length == KEY_BYTES) {
        return stored;
      }
      Files.write(file, fresh); // A crash between making and filling it left it short.
      return fresh;
    }
  }

  /** A token for one boot of this machine: URL-safe characters only. */
  public String issue(MacAddress mac) {
    long expiry = clock.instant().plus(lifetime).getEpochSecond();
    byte[] token =
        ByteBuffer.allocate(Long.BYTES + KEY_BYTES).putLong(expiry).put(sign(mac, expiry)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Whether {@code token} was issued for this machine and has not expired. */
  public boolean accepts(MacAddress mac, String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != Long.BYTES + KEY_BYTES) {
      return false;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long expiry = buffer.getLong();
    byte[] signature = new byte[KEY_BYTES];
    buffer.get(signature);
    return MessageDigest.isEqual(signature, sign(mac, expiry))
        && clock.instant().getEpochSecond() < expiry;
  }

  private byte[] sign(MacAddress mac, long expiry) {
    try {
      Mac hmac = Mac.getInstance(ALGORITHM);
      hmac.init(key);
      return hmac.doFinal((mac + " " + expiry).getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
