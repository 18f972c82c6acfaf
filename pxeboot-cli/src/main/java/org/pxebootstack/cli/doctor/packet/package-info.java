/** Packets that a host's own network code would not send: DHCP and ARP, below IP. */
@NullMarked
package org.pxebootstack.cli.doctor.packet;

import org.jspecify.annotations.NullMarked;
