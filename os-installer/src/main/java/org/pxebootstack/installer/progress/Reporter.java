package org.pxebootstack.installer.progress;

import org.pxebootstack.contract.install.ProgressEvent;

/** Is told what happens. Never fails: telling is not worth an installation. */
public interface Reporter {
  void report(ProgressEvent event);
}
