package io.recloop.local.importing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// @param imported    events that the broker has acknowledged
/// @param reasons     how many rows were refused for what
/// @param rejectsFile null when none were
/// @param guessed     what the file did not say and nobody else did
public record ImportReport(
        String file,
        String format,
        String kind,
        long rows,
        long imported,
        long refused,
        Map<String, Long> reasons,
        @Nullable String rejectsFile,
        double seconds,
        double rowsPerSecond,
        List<String> guessed) {}
