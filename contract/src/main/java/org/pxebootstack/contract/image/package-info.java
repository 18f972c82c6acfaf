/** Images of operating systems as {@code pxeboot distro pull} leaves them. */
@NullMarked
package org.pxebootstack.contract.image;

import org.jspecify.annotations.NullMarked;
