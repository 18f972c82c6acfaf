/** Tests of the whole: the container with real clients, and machines from power-on to a login. */
@NullMarked
package org.pxebootstack.e2e;

import org.jspecify.annotations.NullMarked;
