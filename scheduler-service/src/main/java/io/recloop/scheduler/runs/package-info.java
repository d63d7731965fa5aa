/// The history of runs, as `pipeline-runs` tells it.
@NullMarked
package io.recloop.scheduler.runs;

import org.jspecify.annotations.NullMarked;
