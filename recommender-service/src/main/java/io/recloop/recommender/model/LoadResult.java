package io.recloop.recommender.model;

import io.recloop.contracts.events.ModelRefused;
import java.io.IOException;

/// How loading a bundle ended. A bundle never throws: it must not cost more than a line in the log.
sealed interface LoadResult {
    record Loaded(LoadedModel model) implements LoadResult {}

    /// It will never be right; it is not tried again.
    record Refused(ModelRefused.Step step, String because) implements LoadResult {}

    /// The store or the disk failed; it may be right next time.
    record Unreachable(IOException cause) implements LoadResult {}
}
