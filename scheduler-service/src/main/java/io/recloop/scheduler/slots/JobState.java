package io.recloop.scheduler.slots;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is kept of a job.
///
/// @param failingSince the first of the failures since the last success
public record JobState(
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable Instant failingSince) {
    static final JobState NEW = new JobState(null, null, null);

    public boolean paused() {
        return pausedAt != null;
    }
}
