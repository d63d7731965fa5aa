/// What a run does: from the lake to a dataset, from a dataset to a model that is judged and published, and the other
/// pipelines of this service.
@NullMarked
package io.recloop.training.runs.pipelines;

import org.jspecify.annotations.NullMarked;
