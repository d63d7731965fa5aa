package io.recloop.scheduler.slots;

import java.util.Map;

/// That a job shall run.
///
/// @param reason      `schedule`, `drift`, or what the person said
/// @param requestedBy `scheduler`, or the subject of the token that asked
/// @param parameters  beyond those of the job, and before them
public record RunTrigger(Origin origin, String reason, String requestedBy, Map<String, String> parameters) {
    static final RunTrigger SCHEDULE = new RunTrigger(Origin.SCHEDULE, "schedule", "scheduler", Map.of());
}
