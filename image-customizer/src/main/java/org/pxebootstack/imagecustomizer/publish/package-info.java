/** Artifacts of a live system, put where dnsmasq and nginx serve them. */
@NullMarked
package org.pxebootstack.imagecustomizer.publish;

import org.jspecify.annotations.NullMarked;
