/// Visits at a rate, as they happen, with what was seen.
@NullMarked
package io.recloop.simulator.live;

import org.jspecify.annotations.NullMarked;
