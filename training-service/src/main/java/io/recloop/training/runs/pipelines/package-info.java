/// The pipelines of this service, each a run from its parameters to its end. What several of them do is in the packages
/// beside this one: snapshots, fitting, judging, promotion.
@NullMarked
package io.recloop.training.runs.pipelines;

import org.jspecify.annotations.NullMarked;
