/** Pixiecore's API, so that a Pixiecore can ask this stack what to boot. */
@NullMarked
package org.pxebootstack.boothandler.pixiecore;

import org.jspecify.annotations.NullMarked;
