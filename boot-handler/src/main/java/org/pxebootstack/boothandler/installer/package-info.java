/** The configuration that os-installer fetches. */
@NullMarked
package org.pxebootstack.boothandler.installer;

import org.jspecify.annotations.NullMarked;
