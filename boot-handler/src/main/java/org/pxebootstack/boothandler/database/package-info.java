/** How this program uses its database, whichever it is. */
@NullMarked
package org.pxebootstack.boothandler.database;

import org.jspecify.annotations.NullMarked;
