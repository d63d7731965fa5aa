package io.recloop.monitor.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;
import io.recloop.monitor.verdicts.Measurement.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesTest {
    private static final Instant END = Instant.parse("2026-11-21T06:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final Floors FLOORS = new Floors(0.2, OptionalDouble.of(0.4));
    private static final double ALPHA = 1e-4;

    private static Judgement judge(Measurement measurement, Instant end, Persistence before) {
        return new Gates(2, STEP).judge(measurement, FLOORS, ALPHA, end, before, "model-1");
    }

    private static Measured measured(double effect, double noise, double p) {
        return new Measured(effect, noise, p, 1000, "measured");
    }

    @ParameterizedTest(name = "effect {0}, noise floor {1}, p {2}, {3} windows before: {4} {5}")
    @CsvSource({
        // effect, noise, p, counted before, verdict, severity
        "0.10, 0.05, 1e-9, 5, STABLE, INFO",
        "0.19, 0.30, 0.5,  0, STABLE, INFO",
        "0.25, 0.30, 1e-9, 5, INSUFFICIENT_DATA, INFO",
        "0.25, 0.25, 1e-9, 5, INSUFFICIENT_DATA, INFO",
        "0.25, 0.10, 1e-3, 5, WATCH, INFO",
        "0.25, 0.10, 1e-4, 5, WATCH, INFO",
        "0.25, 0.10, 1e-5, 0, WATCH, INFO",
        "0.20, 0.10, 1e-5, 1, DRIFT, WARNING",
        "0.39, 0.10, 1e-5, 1, DRIFT, WARNING",
        "0.40, 0.10, 1e-5, 1, DRIFT, CRITICAL",
        "0.90, 0.10, 0,    7, DRIFT, CRITICAL",
    })
    void allThreeGatesMustOpen(
            double effect, double noise, double p, int before, DriftVerdict verdict, Severity severity) {
        var judgement = judge(measured(effect, noise, p), END, new Persistence(before, END.minus(STEP), "model-1"));

        assertThat(judgement.verdict()).isEqualTo(verdict);
        assertThat(judgement.severity()).isEqualTo(severity);
    }

    @Test
    void aWindowThatOverlapsTheLastIsNoFurtherConfirmation() {
        var first = judge(measured(0.5, 0.1, 0), END, Persistence.none("model-1"));
        var sameAgain = judge(measured(0.5, 0.1, 0), END.plusSeconds(1), first.persistence());
        var later = judge(measured(0.5, 0.1, 0), END.plus(STEP), sameAgain.persistence());

        assertThat(first.verdict()).isEqualTo(DriftVerdict.WATCH);
        assertThat(sameAgain.verdict()).isEqualTo(DriftVerdict.WATCH);
        assertThat(later.verdict()).isEqualTo(DriftVerdict.DRIFT);
    }

    @Test
    void anotherBaselineBeginsAnew() {
        var before = new Persistence(9, END.minus(STEP), "model-0");

        assertThat(judge(measured(0.5, 0.1, 0), END, before).persistence().counted())
                .isEqualTo(1);
    }

    @Test
    void oneQuietWindowBreaksTheRow() {
        var before = new Persistence(1, END.minus(STEP), "model-1");
        var quiet = judge(measured(0.1, 0.05, 0.5), END, before);

        assertThat(quiet.persistence().counted()).isZero();
    }

    @Test
    void missingDataIsNeverStable() {
        var before = new Persistence(1, END.minus(STEP), "model-1");

        assertThat(judge(new Measurement.TooLittle(3, "too few"), END, before).verdict())
                .isEqualTo(DriftVerdict.INSUFFICIENT_DATA);
        assertThat(judge(new Measurement.NotDefined(3, "no baseline"), END, before)
                        .verdict())
                .isEqualTo(DriftVerdict.UNDEFINED);
    }

    @Test
    void aCheckWithoutASevereFloorIsNeverCritical() {
        var judgement = new Gates(1, STEP)
                .judge(
                        measured(50, 0.1, 0),
                        new Floors(0.2, OptionalDouble.empty()),
                        ALPHA,
                        END,
                        Persistence.none("model-1"),
                        "model-1");

        assertThat(judgement.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void theBudgetIsSharedByAllTestsOfThirtyDays() {
        // 2,880 evaluations of 5 checks.
        assertThat(new Budget(1).alpha(Duration.ofMinutes(15), 5)).isCloseTo(1.0 / 14_400, within(1e-12));
        assertThat(new Budget(2).alpha(Duration.ofSeconds(10), 5)).isCloseTo(2.0 / 1_296_000, within(1e-12));
        assertThat(new Budget(1).alpha(Duration.ofDays(30), 1)).isEqualTo(0.05);
        assertThatThrownBy(() -> new Budget(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
