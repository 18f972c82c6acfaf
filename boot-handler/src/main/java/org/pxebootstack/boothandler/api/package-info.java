/** {@code /api/v1}: what the stack knows, as JSON, and what can be asked of it. */
@NullMarked
package org.pxebootstack.boothandler.api;

import org.jspecify.annotations.NullMarked;
