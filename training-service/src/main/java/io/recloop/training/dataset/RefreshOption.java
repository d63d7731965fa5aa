package io.recloop.training.dataset;

/// What a refresh may be asked to do otherwise.
public enum RefreshOption {
    /// Make the dataset again even where nothing is new.
    FORCE,
    /// Read the whole lake, however little is new.
    FORCE_FULL,
    /// Only say what would be done, and why.
    DRY_RUN,
    /// Leave the lake's small segments as they are.
    SKIP_MERGE
}
