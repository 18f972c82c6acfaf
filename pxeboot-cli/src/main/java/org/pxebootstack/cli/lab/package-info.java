/** A closed network with the stack and machines in it, on this host. */
@NullMarked
package org.pxebootstack.cli.lab;

import org.jspecify.annotations.NullMarked;
