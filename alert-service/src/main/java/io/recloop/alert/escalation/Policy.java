package io.recloop.alert.escalation;

import io.recloop.alert.labels.Matcher;
import java.time.Duration;
import java.util.List;

/// Steps that follow each other until somebody acknowledges.
///
/// @param rounds how often they are gone through
public record Policy(String name, List<Matcher> matchers, List<Step> steps, int rounds) {
    /// @param after     the step before
    /// @param receivers channels and rotations
    public record Step(Duration after, List<String> receivers) {}

    /// @param number from 0, counted through all rounds
    public boolean has(int number) {
        return number < steps.size() * rounds;
    }

    public Step step(int number) {
        return steps.get(number % steps.size());
    }
}
