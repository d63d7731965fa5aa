/// What may be asked of a run: the parameters of each pipeline, read from texts and checked.
@NullMarked
package io.recloop.training.runs.parameters;

import org.jspecify.annotations.NullMarked;
