/// What a run learns from: the dataset as of now, and the model that another one has to beat.
@NullMarked
package io.recloop.training.runs.snapshots;

import org.jspecify.annotations.NullMarked;
