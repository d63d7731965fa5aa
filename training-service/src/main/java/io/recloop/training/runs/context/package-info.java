/// What every step of a run is given: the run itself, settings, where it leaves its records, and how a run ends.
@NullMarked
package io.recloop.training.runs.context;

import org.jspecify.annotations.NullMarked;
