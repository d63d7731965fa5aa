/// Keeps what a training has reached in a folder, so that a killed one goes on from there.
@NullMarked
package io.recloop.learning.checkpoints;

import org.jspecify.annotations.NullMarked;
