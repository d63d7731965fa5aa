package io.recloop.training.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.kit.http.ProblemException;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.runs.RunService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A run as HTTP tells it.
///
/// @param iterations of its trainings; absent in listings
/// @param trials     of a tuning, as tuning writes them; absent in listings
@Schema(name = "Run")
record RunView(
        String runId,
        @Schema(examples = "model-training") String pipeline,
        Run.Status status,
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
        @Nullable Quality metrics,
        @Nullable Judgement gate,
        @Nullable String reason,
        Map<String, String> result,
        @Nullable List<Run.Iteration> iterations,
        @Nullable List<JsonNode> trials) {
    static RunView of(Run run) {
        return of(run, null, null);
    }

    static RunView of(Run run, @Nullable List<Run.Iteration> iterations, @Nullable List<JsonNode> trials) {
        return new RunView(
                run.runId(),
                run.pipeline().code(),
                run.status(),
                run.requestedBy(),
                run.requestReason(),
                run.parameters(),
                run.executor(),
                run.stage(),
                run.fraction(),
                run.remainingSeconds(),
                run.message(),
                run.requestedAt(),
                run.startedAt(),
                run.finishedAt(),
                run.modelId(),
                run.metrics(),
                run.gate(),
                run.reason(),
                run.result(),
                iterations,
                trials);
    }

    @Schema(name = "Runs")
    record Listing(List<RunView> runs) {}

    @Schema(name = "AcceptedRun")
    record Accepted(String runId) {
        /// @throws ProblemException where a parameter is not usable
        static Accepted from(RunService service, RunService.RunRequest wanted) {
            try {
                return new Accepted(service.request(wanted));
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid(String.valueOf(e.getMessage()));
            }
        }
    }
}
