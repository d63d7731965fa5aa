/// From a recipe to a fitted model: settings, their choice, warm starts and checkpoints.
@NullMarked
package io.recloop.training.runs.fitting;

import org.jspecify.annotations.NullMarked;
