/// Summaries of events that merge to the same bytes in any order. Pure: no clock, no random numbers, no
/// framework.
@NullMarked
package io.recloop.monitor.summaries;

import org.jspecify.annotations.NullMarked;
