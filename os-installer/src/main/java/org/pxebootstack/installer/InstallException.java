package org.pxebootstack.installer;

/** The installation can't go on; the message says why and what to do, for a person. */
public final class InstallException extends Exception {
  private static final long serialVersionUID = 1;

  public InstallException(String message) {
    super(message);
  }

  public InstallException(String message, Throwable cause) {
    super(message, cause);
  }
}
