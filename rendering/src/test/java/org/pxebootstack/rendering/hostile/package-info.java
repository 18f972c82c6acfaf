/** What hostile definitions can do to what is rendered: nothing. */
@NullMarked
package org.pxebootstack.rendering.hostile;

import org.jspecify.annotations.NullMarked;
