/** What {@code make bench} measures, as ratios within one run. */
@NullMarked
package org.pxebootstack.benchmarks;

import org.jspecify.annotations.NullMarked;
