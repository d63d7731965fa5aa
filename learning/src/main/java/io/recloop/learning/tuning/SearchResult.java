package io.recloop.learning.tuning;

import io.recloop.learning.engine.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param best     absent where no trial was done in full
/// @param settings of the best, with the iterations that its best state had: to be trained on everything
/// @param seconds  of all trials
public record SearchResult(
        @Nullable Trial best, @Nullable Settings settings, List<Trial> trials, double seconds, Ended ended) {
    /// What ended the search.
    public enum Ended {
        BUDGET,
        TRIALS,
        /// Nothing better has come for long.
        CONVERGED
    }
}
