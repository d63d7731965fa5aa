/// Statistics over samples of a window. Pure: the same sample gives the same numbers.
@NullMarked
package io.recloop.monitor.statistics;

import org.jspecify.annotations.NullMarked;
