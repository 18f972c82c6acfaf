/** Which disk, and how it is divided. */
@NullMarked
package org.pxebootstack.installer.disk;

import org.jspecify.annotations.NullMarked;
