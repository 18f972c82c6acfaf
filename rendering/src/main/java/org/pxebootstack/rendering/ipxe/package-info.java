/** iPXE scripts. */
@NullMarked
package org.pxebootstack.rendering.ipxe;

import org.jspecify.annotations.NullMarked;
