/** Live systems: made, and put where the stack serves them. */
@NullMarked
package org.pxebootstack.cli.image;

import org.jspecify.annotations.NullMarked;
