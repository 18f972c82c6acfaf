package org.pxebootstack.boothandler.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.InvalidValueException;
import org.pxebootstack.contract.machine.IpNetwork;

/**
 * Gives only addresses that may be connected to. The connection goes to what this gives, without
 * another look-up: a name that has another address a moment later gains nothing by it.
 */
final class CheckedResolver implements DnsResolver {
  private final PermittedAddresses permitted;
  private final @Nullable Origin api;

  /**
   * @param api the API's server, which a person named: it may be private, and of any kind where its
   *     address is what the person wrote
   */
  CheckedResolver(PermittedAddresses permitted, @Nullable Origin api) {
    this.permitted = permitted;
    this.api = api;
  }

  /** A name whose addresses are all such as may not be connected to. */
  static final class ForbiddenException extends UnknownHostException {
    private static final long serialVersionUID = 1;
    private final String address;

    ForbiddenException(InetAddress address) {
      super(address.getHostAddress());
      this.address = IpNetwork.text(address);
    }

    String address() {
      return address;
    }
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] all = InetAddress.getAllByName(host);
    List<InetSocketAddress> good =
        Stream.of(all)
            .filter(each -> permits(host, port, each))
            .map(each -> new InetSocketAddress(each, port))
            .toList();
    if (good.isEmpty()) {
      throw new ForbiddenException(all[0]);
    }
    return good;
  }

  private boolean permits(String host, int port, InetAddress address) {
    if (permitted.permits(address)) {
      return true;
    }
    boolean isApi = api != null && api.host().equals(Origin.bare(host)) && api.port() == port;
    return isApi && (PermittedAddresses.isPrivate(address) || isWrittenOut(host));
  }

  private static boolean isWrittenOut(String host) {
    try {
      return host.equals("localhost")
          || !IpNetwork.parseAddress(Origin.bare(host)).isAnyLocalAddress();
    } catch (InvalidValueException e) {
      return false;
    }
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    throw new UnsupportedOperationException("without a port nothing is known of " + host);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
