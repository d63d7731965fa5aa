/// Measurements of a running stack from outside; `benchmarks/stack/measure` runs them.
@NullMarked
package io.recloop.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
