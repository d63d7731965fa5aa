/// What follows from a verdict: refit, store, announce, or refuse.
@NullMarked
package io.recloop.training.runs.promotion;

import org.jspecify.annotations.NullMarked;
