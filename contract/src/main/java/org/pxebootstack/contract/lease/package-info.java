/** dnsmasq's lease file, which vm-watcher and boot-handler read. */
@NullMarked
package org.pxebootstack.contract.lease;

import org.jspecify.annotations.NullMarked;
