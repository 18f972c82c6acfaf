package org.pxebootstack.contract.machine;

import java.util.Arrays;
import java.util.Locale;

/** What the stack has to do with DHCP on its network: the variable {@code DHCP_MODE}. */
public enum DhcpMode {
  /** It is the network's only DHCP server. */
  SERVER,
  /**
   * Another server gives the addresses; the stack only says what to boot (ProxyDHCP, Intel's
   * Preboot Execution Environment specification 2.1, section 2.2.1).
   */
  PROXY,
  /** Another server does both; the stack has nothing to do with DHCP. */
  NONE;

  /**
   * Reads a mode; what is blank is the default.
   *
   * @throws InvalidValueException with a sentence for people when {@code text} is none
   */
  public static DhcpMode parse(String text) {
    if (text.isBlank()) {
      return SERVER;
    }
    return Arrays.stream(values())
        .filter(each -> each.toString().equals(text))
        .findFirst()
        .orElseThrow(() ->
            new InvalidValueException(
                text, "is no mode", "write server, proxy or none, or leave it out"));
  }

  /** Whether addresses, and with them leases and reservations, are this stack's to give. */
  public boolean givesAddresses() {
    return this == SERVER;
  }

  /** As it is written: {@code proxy}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
