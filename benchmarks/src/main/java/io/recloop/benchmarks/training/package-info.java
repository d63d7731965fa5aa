/// The training path on simulated data of any size, in this process: no broker, no database.
@NullMarked
package io.recloop.benchmarks.training;

import org.jspecify.annotations.NullMarked;
