/** The vocabulary of a machine: values that parse once and cannot be wrong afterwards. */
@NullMarked
package org.pxebootstack.contract.machine;

import org.jspecify.annotations.NullMarked;
