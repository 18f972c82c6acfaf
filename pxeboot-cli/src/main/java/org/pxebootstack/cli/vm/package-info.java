/** {@code pxeboot vm}: definitions, before the stack reads them. */
@NullMarked
package org.pxebootstack.cli.vm;

import org.jspecify.annotations.NullMarked;
