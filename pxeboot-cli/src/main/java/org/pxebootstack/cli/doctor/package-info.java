/** {@code pxeboot doctor}: what keeps machines from booting, found before they try. */
@NullMarked
package org.pxebootstack.cli.doctor;

import org.jspecify.annotations.NullMarked;
