/** The NoCloud seed of a machine. */
@NullMarked
package org.pxebootstack.boothandler.cloudinit;

import org.jspecify.annotations.NullMarked;
