package io.recloop.training.dataset;

import java.util.Optional;

/// What a refresh does, and why.
///
/// @param reason          one sentence for a person
/// @param fallback        so little is new that it could have been added, but reading all was necessary
/// @param newInteractions records of the lake since the last refresh; all, where there was none
/// @param lakeRows        records of the lake for the tenant that will be read
/// @param former          version of the last refresh
public record RefreshPlan(
        Mode mode,
        String reason,
        boolean fallback,
        long newInteractions,
        long lakeRows,
        Optional<String> former,
        boolean dryRun) {
    public enum Mode {
        /// Nothing is new.
        NOTHING,
        /// What is new is added to the events of the last refresh.
        INCREMENTAL,
        /// The whole lake is read.
        FULL
    }

    RefreshPlan fallingBack(String because) {
        return new RefreshPlan(
                Mode.FULL,
                "%d new interactions could have been added to the last refresh, but %s: the whole lake is read"
                        .formatted(newInteractions, because),
                true,
                newInteractions,
                lakeRows,
                former,
                dryRun);
    }
}
