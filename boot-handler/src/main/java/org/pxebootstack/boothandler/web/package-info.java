/** What all controllers share: base URLs and refusals. */
@NullMarked
package org.pxebootstack.boothandler.web;

import org.jspecify.annotations.NullMarked;
