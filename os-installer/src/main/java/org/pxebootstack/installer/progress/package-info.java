/** Who is told how far the installation is. */
@NullMarked
package org.pxebootstack.installer.progress;

import org.jspecify.annotations.NullMarked;
