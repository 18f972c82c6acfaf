/** What {@code pxeboot boot} boots on machines that nobody defined. */
@NullMarked
package org.pxebootstack.boothandler.plan;

import org.jspecify.annotations.NullMarked;
