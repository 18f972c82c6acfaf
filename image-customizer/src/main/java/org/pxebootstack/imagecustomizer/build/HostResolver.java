package org.pxebootstack.imagecustomizer.build;

import java.io.IOException;

/**
 * This host's resolv.conf(5) in an image while its programs use the network. In the image it is
 * often a link to what a service writes when the system runs.
 */
final class HostResolver implements AutoCloseable {
  private static final String FILE = "/etc/resolv.conf";
  private static final String ASIDE = "/etc/resolv.conf.pxeboot";

  private final ImageRoot root;

  private HostResolver(ImageRoot root) {
    this.root = root;
  }

  static HostResolver in(ImageRoot root) throws IOException {
    if (root.succeeds("mv", "--no-target-directory", FILE, ASIDE)) {
      root.run("ln", "--symbolic", "/run/pxeboot-resolv.conf", FILE);
      return new HostResolver(root);
    }
    root.run("ln", "--symbolic", "--force", "/run/pxeboot-resolv.conf", FILE);
    return new HostResolver(root);
  }

  @Override
  public void close() throws IOException {
    root.run("rm", "-f", FILE);
    var _ = root.succeeds("mv", "--no-target-directory", ASIDE, FILE);
  }
}
