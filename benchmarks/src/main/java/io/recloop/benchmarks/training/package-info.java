/// What the training's judgement is worth.
@NullMarked
package io.recloop.benchmarks.training;

import org.jspecify.annotations.NullMarked;
