/** What the stack tells of itself: metrics and health. */
@NullMarked
package org.pxebootstack.boothandler.observation;

import org.jspecify.annotations.NullMarked;
