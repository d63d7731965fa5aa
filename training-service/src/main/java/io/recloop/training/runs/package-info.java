/// Takes runs from `pipeline-runs` and executes them one at a time.
@NullMarked
package io.recloop.training.runs;

import org.jspecify.annotations.NullMarked;
