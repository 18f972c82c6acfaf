/** What would happen to a machine and why, for people. */
@NullMarked
package org.pxebootstack.rendering.explanation;

import org.jspecify.annotations.NullMarked;
