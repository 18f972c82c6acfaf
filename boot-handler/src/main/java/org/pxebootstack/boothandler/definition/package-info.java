/** The definitions that the other packages look machines up in. */
@NullMarked
package org.pxebootstack.boothandler.definition;

import org.jspecify.annotations.NullMarked;
