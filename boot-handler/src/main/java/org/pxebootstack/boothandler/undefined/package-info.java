/** Machines that no definition names: who they are, and who decides what they boot. */
@NullMarked
package org.pxebootstack.boothandler.undefined;

import org.jspecify.annotations.NullMarked;
