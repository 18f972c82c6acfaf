/** Machines that asked and that nobody defined. */
@NullMarked
package org.pxebootstack.boothandler.unknown;

import org.jspecify.annotations.NullMarked;
