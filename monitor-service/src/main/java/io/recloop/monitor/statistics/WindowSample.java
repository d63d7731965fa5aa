package io.recloop.monitor.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The interactions of a window.
///
/// @param start        included
/// @param end          not included
/// @param people       distinct
/// @param items        item to positive interactions
/// @param ratings      rating as text to interactions
/// @param actions      action code to interactions
/// @param rows         of all people or of a random part of them, grouped by person: how strongly one person's
///                     interactions belong together
public record WindowSample(
        Instant start,
        Instant end,
        long interactions,
        long people,
        Map<String, Long> items,
        Map<String, Long> ratings,
        Map<String, Long> actions,
        List<PersonRow> rows) {
    public Duration length() {
        return Duration.between(start, end);
    }
}
