/** The {@code pxeboot} command. */
@NullMarked
package org.pxebootstack.cli;

import org.jspecify.annotations.NullMarked;
