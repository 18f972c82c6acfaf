/** Definitions as dnsmasq's host files. */
@NullMarked
package org.pxebootstack.vmwatcher.hosts;

import org.jspecify.annotations.NullMarked;
