/// Statistics of arrays, all deterministic: whatever draws random numbers takes a seed.
@NullMarked
package io.recloop.numerics.statistics;

import org.jspecify.annotations.NullMarked;
