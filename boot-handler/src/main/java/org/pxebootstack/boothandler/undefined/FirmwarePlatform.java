package org.pxebootstack.boothandler.undefined;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of firmware iPXE runs on: its {@code ${platform}}. */
public enum FirmwarePlatform {
  EFI,
  PCBIOS;

  static Optional<FirmwarePlatform> tryParse(String text) {
    return Arrays.stream(values()).filter(each -> each.toString().equals(text)).findFirst();
  }

  /** iPXE's word for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
