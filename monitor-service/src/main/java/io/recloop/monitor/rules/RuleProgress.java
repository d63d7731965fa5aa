package io.recloop.monitor.rules;

import io.recloop.monitor.metrics.Measure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a rule has come. Pure: the live service and the backtest use the same steps.
///
/// @param since when this state began
/// @param value the last one that was measured; null where the last look measured nothing
record RuleProgress(
        State state,
        Instant since,
        Instant lookedAt,
        @Nullable Double value,
        String because) {
    enum State {
        /// Nothing was measured.
        UNKNOWN,
        OK,
        /// Beyond the threshold, not yet for long enough.
        PENDING,
        FIRING
    }

    static RuleProgress start(Instant now) {
        return new RuleProgress(State.UNKNOWN, now, now, null, "not looked at yet");
    }

    /// @param patience a longer time between two looks interrupts the hold: what was in between is not known
    RuleProgress next(AlertRule rule, Measure measure, Instant now, Duration patience) {
        return switch (measure) {
            case Measure.Unknown(var because) ->
                // An alert that is on stays on: silence is no recovery.
                to(state == State.FIRING ? State.FIRING : State.UNKNOWN, now, null, because);
            case Measure.Value(double measured, long count) -> {
                var text = "%s is %s of %d observations"
                        .formatted(rule.selection().metric(), Numbers.text(measured), count);
                yield judge(rule.trigger(), measured, text, now, patience);
            }
        };
    }

    private RuleProgress judge(Trigger trigger, double measured, String text, Instant now, Duration patience) {
        if (state == State.FIRING) {
            return to(trigger.isStillBeyond(measured) ? State.FIRING : State.OK, now, measured, text);
        }
        if (!trigger.isBeyond(measured)) {
            return to(State.OK, now, measured, text);
        }
        boolean goesOn = state == State.PENDING && !now.isAfter(lookedAt.plus(patience));
        var began = goesOn ? since : now;
        return now.isBefore(began.plus(trigger.hold()))
                ? new RuleProgress(State.PENDING, began, now, measured, text)
                : new RuleProgress(State.FIRING, now, now, measured, text);
    }

    private RuleProgress to(State next, Instant now, @Nullable Double measured, String text) {
        return new RuleProgress(next, next == state ? since : now, now, measured, text);
    }
}
