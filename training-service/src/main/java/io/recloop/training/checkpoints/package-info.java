/// Keeps what trainings have reached in folders, so that a killed one goes on from there.
@NullMarked
package io.recloop.training.checkpoints;

import org.jspecify.annotations.NullMarked;
