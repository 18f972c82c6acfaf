/** {@code pxeboot boot}: machines that nobody defined. */
@NullMarked
package org.pxebootstack.cli.boot;

import org.jspecify.annotations.NullMarked;
