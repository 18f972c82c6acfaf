/** Files and answers that this stack fetches over HTTP for a machine, and passes on. */
@NullMarked
package org.pxebootstack.boothandler.upstream;

import org.jspecify.annotations.NullMarked;
