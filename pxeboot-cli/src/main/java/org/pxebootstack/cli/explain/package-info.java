/** {@code pxeboot explain}: what would happen to a machine, and why. */
@NullMarked
package org.pxebootstack.cli.explain;

import org.jspecify.annotations.NullMarked;
