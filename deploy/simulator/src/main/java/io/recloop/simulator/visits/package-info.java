/// What a visitor does: choose from the shelf, look at a list, click, buy, rate.
@NullMarked
package io.recloop.simulator.visits;

import org.jspecify.annotations.NullMarked;
