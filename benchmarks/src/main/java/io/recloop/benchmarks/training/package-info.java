/// What the training path takes on simulated data of any size, and what its judgement is worth: in this process, with no
/// broker and no database.
@NullMarked
package io.recloop.benchmarks.training;

import org.jspecify.annotations.NullMarked;
