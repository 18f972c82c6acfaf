package org.pxebootstack.boothandler.web;

import jakarta.servlet.http.HttpServletRequest;

/** Tells iPXE from other clients. */
public final class Ipxe {
  private Ipxe() {}

  /** By its User-Agent, {@code iPXE/<version>}. */
  public static boolean asks(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return agent != null && agent.startsWith("iPXE/");
  }
}
