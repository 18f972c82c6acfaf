/** Streams of server-sent events to whoever watches. */
@NullMarked
package org.pxebootstack.boothandler.live;

import org.jspecify.annotations.NullMarked;
