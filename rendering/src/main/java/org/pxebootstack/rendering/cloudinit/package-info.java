/** The files of a NoCloud seed. */
@NullMarked
package org.pxebootstack.rendering.cloudinit;

import org.jspecify.annotations.NullMarked;
