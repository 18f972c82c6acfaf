/** What boot-handler and os-installer say to each other. */
@NullMarked
package org.pxebootstack.contract.install;

import org.jspecify.annotations.NullMarked;
