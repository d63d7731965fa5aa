package io.recloop.training.registry.runs;

import io.recloop.contracts.events.Pipeline;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as the registry knows it.
///
/// @param stage            what it is doing, or did last
/// @param fraction         of the stage, 0 to 1
/// @param remainingSeconds of the stage
/// @param reason           how it ended, in one sentence
/// @param scheduled        whether a job of the scheduler asked for it, which then watches over its end
public record Run(
        String runId,
        String tenant,
        Pipeline pipeline,
        Status status,
        String requestedBy,
        String requestReason,
        Map<String, String> parameters,
        @Nullable String executor,
        @Nullable String stage,
        @Nullable Double fraction,
        @Nullable Double remainingSeconds,
        @Nullable String message,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String modelId,
        @Nullable String reason,
        @Nullable Quality metrics,
        @Nullable Judgement gate,
        Map<String, String> result,
        boolean scheduled) {
    public enum Status {
        REQUESTED,
        RUNNING,
        SUCCEEDED,
        REFUSED,
        FAILED
    }

    /// @param phase      `select` to choose between algorithms or to find when to stop, `train` on all that
    ///     is before the slice, `incumbent` on the same with the settings of a stored model that has seen
    ///     the slice, `refit` on everything
    /// @param validation NDCG@10 on what was held out for it; absent where it was not measured
    public record Iteration(
            String phase,
            String algorithm,
            int iteration,
            double loss,
            @Nullable Double validation,
            double seconds) {}

    /// How it ended.
    public record Finish(
            Status status,
            String reason,
            @Nullable String modelId,
            @Nullable Quality metrics,
            @Nullable Judgement gate,
            Map<String, String> result) {}

    public record WithIterations(Run run, List<Iteration> iterations) {}
}
