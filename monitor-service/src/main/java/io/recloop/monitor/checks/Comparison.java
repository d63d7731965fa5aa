package io.recloop.monitor.checks;

import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.monitor.verdicts.Measurement;
import java.util.List;

/// A window measured by one check.
///
/// @param reference names what was compared with, empty where there was nothing: another one restarts the count
/// @param reported  further statistics, reported and not judged
public record Comparison(Measurement measurement, String reference, List<DriftCheckResult> reported) {
    static Comparison of(Measurement measurement, String reference) {
        return new Comparison(measurement, reference, List.of());
    }

    /// There was nothing to compare with.
    public static Comparison undecided(Measurement why) {
        return of(why, "");
    }
}
