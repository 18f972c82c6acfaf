package org.pxebootstack.boothandler.access;

import org.jspecify.annotations.Nullable;

/** The header {@code Authorization: Bearer <token>} (RFC 6750, section 2.1). */
final class Bearer {
  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** The token; null where the header is absent or says something else. */
  static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }
}
