package org.pxebootstack.installer.http;

import java.io.IOException;
import org.pxebootstack.installer.InstallException;

/** An archive can't be had, or is not what was announced: not a fault of who unpacks it. */
public final class DownloadFailedException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient InstallException reason;

  DownloadFailedException(InstallException reason) {
    super(reason.getMessage(), reason);
    this.reason = reason;
  }

  public InstallException reason() {
    return reason;
  }
}
