/** What os-installer is told. */
@NullMarked
package org.pxebootstack.rendering.installer;

import org.jspecify.annotations.NullMarked;
