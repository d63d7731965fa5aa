package io.recloop.monitor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.Severity;
import io.recloop.monitor.metrics.Measure;
import io.recloop.monitor.rules.RuleProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleProgressTest {
    private static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// Above 200 for two minutes, until at most 160.
    private static final AlertRule SLOW = rule(new Trigger(Trigger.Sign.ABOVE, 200, 160, Duration.ofMinutes(2)));

    private static AlertRule rule(Trigger trigger) {
        return new AlertRule(
                "slow",
                new MetricSelection("latency_p95", "", Duration.ofMinutes(5), 50),
                trigger,
                Severity.WARNING,
                Map.of(),
                "");
    }

    private static Measure value(double value) {
        return new Measure.Value(value, 100);
    }

    private static List<State> states(Measure... measures) {
        var states = new ArrayList<State>();
        var progress = RuleProgress.start(BEGIN);
        var at = BEGIN;
        for (var measure : measures) {
            progress = progress.next(SLOW, measure, at, PATIENCE);
            states.add(progress.state());
            at = at.plus(STEP);
        }
        return states;
    }

    @Test
    void firesWhenTheValueWasBeyondTheThresholdForTheWholeHold() {
        assertThat(states(value(100), value(250), value(260), value(270)))
                .containsExactly(State.OK, State.PENDING, State.PENDING, State.FIRING);
    }

    @Test
    void aValueThatComesBackWithinTheHoldFiresNothing() {
        assertThat(states(value(250), value(260), value(199), value(250), value(260)))
                .containsExactly(State.PENDING, State.PENDING, State.OK, State.PENDING, State.PENDING);
    }

    @Test
    void aValueThatSwingsAroundTheThresholdIsOneAlert() {
        assertThat(states(value(250), value(250), value(250), value(190), value(210), value(161), value(160)))
                .containsExactly(
                        State.PENDING, State.PENDING, State.FIRING, State.FIRING, State.FIRING, State.FIRING, State.OK);
    }

    @Test
    void whatIsNotMeasuredIsUnknownAndEndsNoAlert() {
        var nothing = new Measure.Unknown("no answer");

        assertThat(states(nothing, value(250), value(250), value(250), nothing, value(100)))
                .containsExactly(State.UNKNOWN, State.PENDING, State.PENDING, State.FIRING, State.FIRING, State.OK);
    }

    @Test
    void aHoldGoesOnAfterARestartAndNotAfterALongSilence() {
        var pending = new RuleProgress(State.PENDING, BEGIN, BEGIN.plus(STEP), 250.0, "");

        var soon = pending.next(SLOW, value(250), BEGIN.plus(STEP.multipliedBy(4)), PATIENCE);
        var late = pending.next(SLOW, value(250), BEGIN.plus(Duration.ofHours(1)), PATIENCE);

        assertThat(soon.state()).isEqualTo(State.FIRING);
        assertThat(late.state()).isEqualTo(State.PENDING);
        assertThat(late.since()).isEqualTo(BEGIN.plus(Duration.ofHours(1)));
    }

    @Test
    void aRuleWithoutAHoldFiresAtOnceAndBelowIsTheOtherWayRound() {
        var few = rule(new Trigger(Trigger.Sign.BELOW, 1, 10, Duration.ZERO));

        var fired = RuleProgress.start(BEGIN).next(few, value(0), BEGIN, PATIENCE);
        var still = fired.next(few, value(9), BEGIN.plus(STEP), PATIENCE);
        var over = still.next(few, value(10), BEGIN.plus(STEP), PATIENCE);

        assertThat(List.of(fired.state(), still.state(), over.state()))
                .containsExactly(State.FIRING, State.FIRING, State.OK);
        assertThat(few.trigger().isOrdered()).isTrue();
    }

    @Test
    void tooFewObservationsAreNone() {
        var measured = SLOW.selection().enough(new Measure.Value(250, 49));

        assertThat(measured).isEqualTo(new Measure.Unknown("49 observations, 50 are needed"));
    }
}
