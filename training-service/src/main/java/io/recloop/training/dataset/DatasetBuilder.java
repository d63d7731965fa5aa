package io.recloop.training.dataset;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.text.CommentClassifier;
import io.recloop.learning.text.LexiconClassifier;
import io.recloop.training.interactions.Lake;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Builds a dataset from the whole lake as it is now. Thread-safe; each call works in a folder of its own.
@Singleton
public final class DatasetBuilder {
    private final LakeBuild build;

    @Inject
    public DatasetBuilder(Lake lake, DatasetConfig config, CommentClassifier comments, Clock clock) {
        this.build = new LakeBuild(lake, config, comments, clock);
    }

    public DatasetBuilder(Lake lake, DatasetConfig config) {
        this(lake, config, LexiconClassifier.standard(), Clock.systemUTC());
    }

    /// What to build.
    ///
    /// @param incumbentThrough the newest interaction that the serving model has seen, if there is such a model
    /// @param minimumUsers     the users that make a slice worth judging on
    public record Request(String tenant, Optional<Instant> incumbentThrough, int minimumUsers) {}

    /// @param work an existing folder; holds the dataset's files in `dataset` afterwards
    /// @throws TooLittleDataException where there is nobody or nothing to train on
    public Dataset build(Request request, Path work) throws IOException, TooLittleDataException {
        try {
            return build.run(request, LakeBuild.Manner.ALONE, work).dataset();
        } catch (CannotAddException e) {
            throw new AssertionError("nothing was to be added to", e);
        }
    }
}
