/** {@code pxeboot dhcp-snippet}: what another DHCP server must say, so that machines come to us. */
@NullMarked
package org.pxebootstack.cli.snippet;

import org.jspecify.annotations.NullMarked;
