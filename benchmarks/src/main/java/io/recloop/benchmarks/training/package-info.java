/// The training path on simulated data of any size, and what its judgement is worth, in this process: no broker, no
/// database.
@NullMarked
package io.recloop.benchmarks.training;

import org.jspecify.annotations.NullMarked;
