/// Where the shop ends: the broker it writes to and the recommender it asks.
@NullMarked
package io.recloop.simulator.outlets;

import org.jspecify.annotations.NullMarked;
