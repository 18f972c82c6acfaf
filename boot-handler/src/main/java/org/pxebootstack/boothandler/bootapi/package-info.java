/** Asks a boot API, Pixiecore's, what machines boot that no definition names. */
@NullMarked
package org.pxebootstack.boothandler.bootapi;

import org.jspecify.annotations.NullMarked;
