/** The images directory: what of an image is there, and what is missing. */
@NullMarked
package org.pxebootstack.definitions.image;

import org.jspecify.annotations.NullMarked;
