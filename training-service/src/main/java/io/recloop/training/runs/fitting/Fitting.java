package io.recloop.training.runs.fitting;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.engine.Validation;
import io.recloop.training.runs.context.RunReporter;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.TooLittleMemoryException;
import org.jspecify.annotations.Nullable;

/// Trains within one run: checks the memory first, reports each iteration, and goes on from the checkpoints
/// of a run that was killed over the same.
public final class Fitting {
    /// The matrices: two arrays an entry, by row, and the same again by column.
    private static final long BYTES_AN_ENTRY = 16;

    private final RunReporter reporter;
    private final CheckpointFolders checkpoints;
    private final RunsConfig config;

    /// What is trained, and on what.
    ///
    /// @param phase      `select`, `train`, `incumbent` or `refit`
    /// @param validation absent: to the last iteration
    /// @param start      where it begins
    public record Task(
            String phase,
            Settings settings,
            TrainingData data,
            @Nullable Validation validation,
            WarmStart start) {
        /// On its own, to the end.
        public static Task of(String phase, Settings settings, TrainingData data) {
            return new Task(phase, settings, data, null, WarmStart.COLD);
        }

        Task withValidation(@Nullable Validation other) {
            return new Task(phase, settings, data, other, start);
        }

        public Task from(WarmStart other) {
            return new Task(phase, settings, data, validation, other);
        }
    }

    Fitting(RunReporter reporter, CheckpointFolders checkpoints, RunsConfig config) {
        this.reporter = reporter;
        this.checkpoints = checkpoints;
        this.config = config;
    }

    public Trained fit(Task task) throws TooLittleMemoryException {
        requireMemory(task.settings(), task.data());
        var algorithm = task.settings().algorithm();
        return algorithm
                .trainer(task.settings())
                .train(
                        task.data(),
                        TrainingContext.ALONE
                                .withListener(
                                        iteration -> reporter.iteration(task.phase(), algorithm.code(), iteration))
                                .withValidation(task.validation())
                                .withCheckpoints(checkpoints.of(
                                        task.phase(),
                                        task.settings(),
                                        task.start().from()))
                                .withWarmStart(task.start().model()));
    }

    /// The run has ended as it should: nothing goes on from its checkpoints.
    public void finished() {
        checkpoints.finished();
    }

    /// An OutOfMemoryError would end the whole service, in the middle of whatever else it does.
    private void requireMemory(Settings settings, TrainingData data) throws TooLittleMemoryException {
        long needed = settings.algorithm().trainer(settings).memory(data)
                + BYTES_AN_ENTRY * (data.positives().entries() + data.disliked().entries());
        if (needed > config.heapOfATraining()) {
            throw new TooLittleMemoryException(
                    "training %s on %d users, %d items and %d positives needs about %s of heap, and the service has %s, of which a training may take %.0f %%: give the service a larger -Xmx, or train with fewer factors"
                            .formatted(
                                    settings.algorithm().code(),
                                    data.positives().rows(),
                                    data.positives().cols(),
                                    data.positives().entries(),
                                    megabytes(needed),
                                    megabytes(config.heapOrLargest()),
                                    100 * config.heapShare()));
        }
    }

    private static String megabytes(long bytes) {
        return "%,d MB".formatted(Math.ceilDiv(bytes, 1L << 20));
    }
}
