/** iPXE scripts: what a machine boots. */
@NullMarked
package org.pxebootstack.boothandler.ipxe;

import org.jspecify.annotations.NullMarked;
