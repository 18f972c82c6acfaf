package org.pxebootstack.contract.definition;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.pxebootstack.contract.machine.Architecture;
import org.pxebootstack.contract.machine.DistroName;
import org.pxebootstack.contract.machine.ImageFile;
import org.pxebootstack.contract.machine.IpNetwork;
import org.pxebootstack.contract.machine.MacAddress;
import org.pxebootstack.contract.machine.MachineName;
import org.pxebootstack.contract.machine.SshKey;

/**
 * One machine, as a file in the definitions directory describes it. Every value has been checked.
 *
 * @param file the file's name in the definitions directory, for messages
 * @param ip the reserved IPv4 address; null leaves the choice to dnsmasq
 * @param subnet the network of {@code ip}
 * @param ipv6 the reserved IPv6 address
 * @param subnetv6 the network of {@code ipv6}
 * @param pxeboot true: install; false: boot the image's own kernel and initrd over the network
 * @param distro which image; never null where {@code pxeboot} is true
 * @param sshKey lets the user {@code ubuntu} in
 * @param kernel which of the image's kernels; null means the one that its manifest names
 * @param initrd which of the image's initrds; null means the one that its manifest names
 */
public record VmDefinition(
    String file,
    MachineName name,
    Role role,
    Architecture arch,
    MacAddress mac,
    @Nullable InetAddress ip,
    @Nullable IpNetwork subnet,
    @Nullable InetAddress ipv6,
    @Nullable IpNetwork subnetv6,
    boolean pxeboot,
    @Nullable DistroName distro,
    @Nullable SshKey sshKey,
    @Nullable ImageFile kernel,
    @Nullable ImageFile initrd,
    InstallSettings install) {

  /** What the network needs of it: who it is, and its addresses. */
  public VmDefinition onTheNetwork() {
    return new VmDefinition(
        file,
        name,
        role,
        arch,
        mac,
        ip,
        null,
        ipv6,
        null,
        false,
        null,
        null,
        null,
        null,
        install.onTheNetwork());
  }
}
