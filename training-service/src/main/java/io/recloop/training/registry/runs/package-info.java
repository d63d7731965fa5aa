/// What is remembered of runs: what was asked for, how far they came, how they ended.
@NullMarked
package io.recloop.training.registry.runs;

import org.jspecify.annotations.NullMarked;
