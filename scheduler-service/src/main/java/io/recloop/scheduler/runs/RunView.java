package io.recloop.scheduler.runs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as it is shown; what nobody has told yet is absent.
///
/// @param status   `requested`, `running`, `succeeded`, `refused` or `failed`
/// @param fraction of the stage, 0 to 1
public record RunView(
        String runId,
        String pipeline,
        String status,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable String job,
        @Nullable Instant slot,
        @Nullable Long fencingToken,
        Map<String, String> parameters,
        @Nullable Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable String executor,
        @Nullable Progress progress,
        @Nullable Instant finishedAt,
        @Nullable String finishReason,
        Map<String, String> result) {

    public record Progress(
            String stage,
            double fraction,
            @Nullable Double remainingSeconds,
            String message,
            Map<String, Double> metrics,
            Instant at) {}

    public record Page(List<RunView> runs, int limit) {}
}
