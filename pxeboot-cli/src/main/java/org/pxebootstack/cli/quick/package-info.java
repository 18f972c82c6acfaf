/** {@code pxeboot quick}: ready-made recipes of what to boot. */
@NullMarked
package org.pxebootstack.cli.quick;

import org.jspecify.annotations.NullMarked;
