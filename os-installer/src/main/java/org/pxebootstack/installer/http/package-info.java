/** Downloads over HTTP. */
@NullMarked
package org.pxebootstack.installer.http;

import org.jspecify.annotations.NullMarked;
