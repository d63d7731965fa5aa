package io.recloop.monitor.checks;

import io.recloop.monitor.verdicts.Floors;

/// What a window is compared by. Pure: the same reference and window give the same numbers.
///
/// A new check is a class that this interface permits, with its floors in a mapping of its own beside it; evaluation,
/// metrics and alerts go through the list in [DriftChecks].
public sealed interface DriftCheck permits RatingCheck, PopularityCheck, VolumeCheck, ActionsCheck, ClickThroughCheck {
    /// In events, metrics and configuration.
    String name();

    /// The measure of the effect, as the event names it.
    String statistic();

    Floors floors();

    Comparison measure(Reference reference, Window window);

    /// The rule of the alert that a lasting effect raises.
    default String alertRule() {
        return "drift-" + name();
    }
}
