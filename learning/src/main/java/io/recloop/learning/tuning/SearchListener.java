package io.recloop.learning.tuning;

import org.jspecify.annotations.Nullable;

/// Hears how a search goes, on its thread.
@FunctionalInterface
public interface SearchListener {
    /// Hears nothing.
    SearchListener SILENT = (trial, best, secondsSpent) -> {};

    /// @param best         of the trials so far that were done in full
    /// @param secondsSpent of the budget
    void finished(Trial trial, @Nullable Trial best, double secondsSpent);
}
