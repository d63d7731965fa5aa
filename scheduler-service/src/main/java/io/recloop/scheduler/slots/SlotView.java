package io.recloop.scheduler.slots;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A slot as it is shown: whether it ran, and if not, why not.
public record SlotView(
        String job,
        Instant scheduledFor,
        Origin origin,
        SlotState state,
        @Nullable String reason,
        @Nullable String runId,
        @Nullable Long fencingToken,
        @Nullable Instant dispatchedAt,
        @Nullable Instant deadline,
        @Nullable Instant finishedAt) {

    public record Page(List<SlotView> slots, int limit) {}
}
