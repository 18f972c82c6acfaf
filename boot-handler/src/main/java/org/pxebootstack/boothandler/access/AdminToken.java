package org.pxebootstack.boothandler.access;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.boothandler.BadSettingException;
import org.pxebootstack.boothandler.BootHandlerSettings;
import org.pxebootstack.boothandler.web.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Lets people change what a machine does. Given by environment, or made at the first start and kept
 * in the state directory.
 */
@Component
public class AdminToken {
  private static final Logger LOG = LoggerFactory.getLogger(AdminToken.class);
  private static final int SHORTEST = 16;

  private final byte[] token;
  private final String whereItIs;

  AdminToken(BootHandlerSettings settings) {
    String given = settings.adminToken().strip();
    if (given.isEmpty()) {
      Path file = settings.stateDir().resolve("admin.token");
      this.token = SecretFile.loadOrMake(file).getBytes(StandardCharsets.UTF_8);
      this.whereItIs = "it is in " + file;
      LOG.info("the admin token is in {}", file);
    } else {
      if (given.length() < SHORTEST) {
        throw new BadSettingException(
            "ADMIN_TOKEN is shorter than 16 characters", "make one with: openssl rand -base64 24");
      }
      this.token = given.getBytes(StandardCharsets.UTF_8);
      this.whereItIs = "it is what ADMIN_TOKEN was set to";
    }
  }

  /**
   * Lets the bearer of the token pass.
   *
   * @param authorization the header {@code Authorization: Bearer <token>} (RFC 6750)
   * @throws Refusal 401 or 403
   */
  public void require(@Nullable String authorization) {
    String presented = Bearer.token(authorization);
    if (presented == null) {
      throw new Refusal(
              HttpStatus.UNAUTHORIZED,
              "this changes something, so it needs the admin token; send the header Authorization:"
                  + " Bearer and the token: "
                  + whereItIs)
          .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (!MessageDigest.isEqual(token, presented.getBytes(StandardCharsets.UTF_8))) {
      throw new Refusal(HttpStatus.FORBIDDEN, "that is not the admin token; " + whereItIs);
    }
  }
}
