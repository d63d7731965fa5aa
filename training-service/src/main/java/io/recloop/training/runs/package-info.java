/// Takes runs from `pipeline-runs`, executes them one at a time and tells what becomes of them. `parameters` is
/// what may be asked of a run, `pipelines` what it does.
@NullMarked
package io.recloop.training.runs;

import org.jspecify.annotations.NullMarked;
