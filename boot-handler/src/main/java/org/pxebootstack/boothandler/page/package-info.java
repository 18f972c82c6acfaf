/** The status pages for people. */
@NullMarked
package org.pxebootstack.boothandler.page;

import org.jspecify.annotations.NullMarked;
