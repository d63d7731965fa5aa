package io.recloop.monitor.verdicts;

import java.util.OptionalDouble;

/// The effects that matter to the business, in a check's own units.
///
/// @param effect the smallest effect worth acting on
/// @param severe from here on [io.recloop.contracts.events.Severity#CRITICAL]; empty where no effect of this check is
public record Floors(double effect, OptionalDouble severe) {
    public Floors {
        if (!(effect > 0) || severe.orElse(effect) < effect) {
            throw new IllegalArgumentException(
                    "an effect floor must be > 0 and not above the severe one: %s, %s".formatted(effect, severe));
        }
    }
}
