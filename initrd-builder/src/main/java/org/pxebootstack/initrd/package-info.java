/**
 * Writes initramfs archives (kernel: Documentation/driver-api/early-userspace/buffer-format.rst):
 * newc cpio, sorted, without times or owners, so that the same inputs give the same bytes.
 */
@NullMarked
package org.pxebootstack.initrd;

import org.jspecify.annotations.NullMarked;
