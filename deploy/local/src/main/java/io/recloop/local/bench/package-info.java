/// Measures a stack under load from a second process: throughput, swaps, freshness, overload.
@NullMarked
package io.recloop.local.bench;

import org.jspecify.annotations.NullMarked;
