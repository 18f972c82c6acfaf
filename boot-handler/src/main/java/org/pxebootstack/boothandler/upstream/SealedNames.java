package org.pxebootstack.boothandler.upstream;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.pxebootstack.contract.machine.MacAddress;

/**
 * Names of files that only this stack can make or read: a URL, the machine that it was given to and
 * an expiry, by AES-256-GCM (NIST SP 800-38D) in URL-safe Base64. So nobody else makes this stack
 * fetch anything.
 */
final class SealedNames {
  static final int KEY_BYTES = 32;

  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int MAC_BYTES = 6;
  private static final int FIXED_BYTES = NONCE_BYTES + Long.BYTES + MAC_BYTES + TAG_BYTES;
  private static final int LONGEST = 8192;
  private static final byte[] PURPOSE = "pxeboot-stack file 1".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec key;
  private final Duration lifetime;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key 32 bytes
   * @param lifetime of each name
   */
  SealedNames(byte[] key, Duration lifetime, Clock clock) {
    this.key = new SecretKeySpec(key, "AES");
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /**
   * What a name stands for.
   *
   * @param mac the machine that it was given to
   * @param expiry to the second
   */
  record Content(URI uri, MacAddress mac, Instant expiry) {}

  String seal(URI uri, MacAddress mac) {
    byte[] text = uri.toString().getBytes(StandardCharsets.UTF_8);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    ByteBuffer plain = ByteBuffer.allocate(Long.BYTES + MAC_BYTES + text.length);
    plain.putLong(clock.instant().plus(lifetime).getEpochSecond());
    plain.putShort((short) (mac.bits() >>> 32)).putInt((int) mac.bits()).put(text).flip();
    ByteBuffer name = ByteBuffer.allocate(FIXED_BYTES + text.length).put(nonce);
    try {
      var _ = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain, name);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name.array());
  }

  /** Nothing unless the name was made with this key, and is not changed in a single bit. */
  Optional<Content> open(String name) {
    byte[] sealed;
    try {
      sealed = name.length() > LONGEST ? new byte[0] : Base64.getUrlDecoder().decode(name);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // The decoder overlooks bits that stand for nothing at the end.
    if (sealed.length < FIXED_BYTES
        || !Base64.getUrlEncoder().withoutPadding().encodeToString(sealed).equals(name)) {
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(sealed).get(nonce);
    byte[] rest = new byte[buffer.remaining()];
    buffer.get(rest);
    try {
      ByteBuffer plain = ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(rest));
      Instant expiry = Instant.ofEpochSecond(plain.getLong());
      long high = plain.getShort() & 0xffffL;
      MacAddress mac = new MacAddress(high << 32 | (plain.getInt() & 0xffffffffL));
      URI uri = URI.create(StandardCharsets.UTF_8.decode(plain).toString());
      return Optional.of(new Content(uri, mac, expiry));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  boolean isExpired(Content content) {
    return !clock.instant().isBefore(content.expiry());
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(PURPOSE);
    return cipher;
  }
}
