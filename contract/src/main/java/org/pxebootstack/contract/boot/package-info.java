/** What is booted on machines that nobody defined, as one program hands it to another. */
@NullMarked
package org.pxebootstack.contract.boot;

import org.jspecify.annotations.NullMarked;
