/** The program that answers machines over HTTP. */
@NullMarked
package org.pxebootstack.boothandler;

import org.jspecify.annotations.NullMarked;
