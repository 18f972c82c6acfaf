/** dnsmasq's host files. */
@NullMarked
package org.pxebootstack.rendering.dnsmasq;

import org.jspecify.annotations.NullMarked;
