/// What every step of a run is given: the run itself, its services and settings, and how a run ends.
@NullMarked
package io.recloop.training.runs.context;

import org.jspecify.annotations.NullMarked;
