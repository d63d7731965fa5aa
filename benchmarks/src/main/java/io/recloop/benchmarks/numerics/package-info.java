/// Micro-benchmarks of the kernels.
@NullMarked
package io.recloop.benchmarks.numerics;

import org.jspecify.annotations.NullMarked;
