/// Trading of days gone by, written at once.
@NullMarked
package io.recloop.simulator.history;

import org.jspecify.annotations.NullMarked;
