/** The daemon that keeps dnsmasq in step with the definitions, and prepares the container. */
@NullMarked
package org.pxebootstack.vmwatcher;

import org.jspecify.annotations.NullMarked;
