/**
 * From a checked configuration to artifacts: root file system, customization, files for servers.
 */
@NullMarked
package org.pxebootstack.imagecustomizer.build;

import org.jspecify.annotations.NullMarked;
