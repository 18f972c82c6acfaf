/** Which images of operating systems there are to serve. */
@NullMarked
package org.pxebootstack.boothandler.image;

import org.jspecify.annotations.NullMarked;
