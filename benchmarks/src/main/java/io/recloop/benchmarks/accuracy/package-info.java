/// Prepares data sets for what `docs/accuracy.md` measures.
@NullMarked
package io.recloop.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
