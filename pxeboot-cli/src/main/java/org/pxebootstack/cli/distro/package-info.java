/** Images of distributions, made from their own packages. */
@NullMarked
package org.pxebootstack.cli.distro;

import org.jspecify.annotations.NullMarked;
