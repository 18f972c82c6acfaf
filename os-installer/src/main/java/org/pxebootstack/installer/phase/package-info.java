/** The steps of an installation, one class each, in the order of Phases. */
@NullMarked
package org.pxebootstack.installer.phase;

import org.jspecify.annotations.NullMarked;
