/** What os-installer reports. */
@NullMarked
package org.pxebootstack.boothandler.progress;

import org.jspecify.annotations.NullMarked;
