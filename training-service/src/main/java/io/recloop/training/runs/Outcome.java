package io.recloop.training.runs;

import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Quality;
import org.jspecify.annotations.Nullable;

/// What came of a run that could do its work.
sealed interface Outcome {
    record Published(Model model, long generation) implements Outcome {}

    /// @param model absent where there was none to judge
    record Refused(
            String reason,
            @Nullable String modelId,
            @Nullable Quality quality,
            @Nullable Judgement judgement) implements Outcome {}
}
