/** Who asks, and what that lets them have. */
@NullMarked
package org.pxebootstack.boothandler.access;

import org.jspecify.annotations.NullMarked;
