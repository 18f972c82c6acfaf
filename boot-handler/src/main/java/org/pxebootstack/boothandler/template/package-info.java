/** The user's own iPXE script. */
@NullMarked
package org.pxebootstack.boothandler.template;

import org.jspecify.annotations.NullMarked;
