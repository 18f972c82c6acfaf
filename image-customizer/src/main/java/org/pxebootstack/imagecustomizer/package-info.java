/** Live systems for network boot, made from a root file system and a YAML file. */
@NullMarked
package org.pxebootstack.imagecustomizer;

import org.jspecify.annotations.NullMarked;
