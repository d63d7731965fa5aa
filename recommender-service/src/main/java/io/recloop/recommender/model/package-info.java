/// Hears of a model, fetches, verifies, warms it up, swaps it in, and says so.
@NullMarked
package io.recloop.recommender.model;

import org.jspecify.annotations.NullMarked;
