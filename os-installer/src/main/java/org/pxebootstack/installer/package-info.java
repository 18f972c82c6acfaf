/** The program that runs in the initramfs and installs an operating system. */
@NullMarked
package org.pxebootstack.installer;

import org.jspecify.annotations.NullMarked;
