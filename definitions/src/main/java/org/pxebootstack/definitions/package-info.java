/**
 * The directory of VM definitions as the programs of the stack see it: scanned by content, watched,
 * and handed on as an immutable snapshot.
 */
@NullMarked
package org.pxebootstack.definitions;

import org.jspecify.annotations.NullMarked;
