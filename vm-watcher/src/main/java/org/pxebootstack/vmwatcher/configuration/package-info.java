/** The container's environment, checked and turned into the services' configuration. */
@NullMarked
package org.pxebootstack.vmwatcher.configuration;

import org.jspecify.annotations.NullMarked;
