/** VM definitions: their JSON, and what is wrong with one. */
@NullMarked
package org.pxebootstack.contract.definition;

import org.jspecify.annotations.NullMarked;
