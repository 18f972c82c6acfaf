/**
 * The only place that starts external processes: argument lists, never a shell's text, and a
 * failure that says which command, how it ended and what it printed last.
 */
@NullMarked
package org.pxebootstack.command;

import org.jspecify.annotations.NullMarked;
