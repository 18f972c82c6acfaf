package org.pxebootstack.boothandler.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.springframework.stereotype.Component;

/** The key that tokens of machines are signed with, by HMAC-SHA-256 (RFC 2104). */
@Component
class TokenKey {
  /** How long a signature is. */
  static final int SIGNATURE_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  /** Begun with the key, which takes longer than a text. */
  private final Mac begun;

  TokenKey(BootHandlerSettings settings) {
    String secret = SecretFile.loadOrMake(settings.stateDir().resolve("boot-token.key"));
    try {
      this.begun = Mac.getInstance(ALGORITHM);
      begun.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  byte[] sign(String text) {
    try {
      Mac hmac = (Mac) begun.clone();
      return hmac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own " + ALGORITHM + " can be cloned", e);
    }
  }
}
