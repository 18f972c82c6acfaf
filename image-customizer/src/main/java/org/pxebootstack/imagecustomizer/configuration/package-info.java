/** The YAML file of a live system: read, checked as a whole, and given out as records. */
@NullMarked
package org.pxebootstack.imagecustomizer.configuration;

import org.jspecify.annotations.NullMarked;
