/// A candidate against the model that serves, on what both have not seen.
@NullMarked
package io.recloop.training.runs.judging;

import org.jspecify.annotations.NullMarked;
