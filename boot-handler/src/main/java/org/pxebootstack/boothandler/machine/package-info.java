/** What state each machine is in, and who may say so. */
@NullMarked
package org.pxebootstack.boothandler.machine;

import org.jspecify.annotations.NullMarked;
