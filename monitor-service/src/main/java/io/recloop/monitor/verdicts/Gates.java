package io.recloop.monitor.verdicts;

import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;
import io.recloop.monitor.verdicts.Measurement.Measured;
import io.recloop.monitor.verdicts.Measurement.NotDefined;
import io.recloop.monitor.verdicts.Measurement.TooLittle;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// The three gates: an effect that matters, evidence at the false-alarm budget, and persistence.
///
/// | effect ≥ floor | above the noise floor | p < alpha | verdict                                          |
/// |----------------|-----------------------|-----------|--------------------------------------------------|
/// | no             | any                   | any       | STABLE: too small to matter, however certain     |
/// | yes            | no                    | any       | INSUFFICIENT_DATA: chance does as much at this n |
/// | yes            | yes                   | no        | WATCH: not proven                                |
/// | yes            | yes                   | yes       | WATCH until it has lasted, then DRIFT            |
///
/// @param windows consecutive windows that make it lasting
/// @param step    windows count as consecutive and not as the same when they end at least this far apart
public record Gates(int windows, Duration step) {
    public Gates {
        if (windows < 1 || step.isNegative()) {
            throw new IllegalArgumentException("%d windows, %s apart".formatted(windows, step));
        }
    }

    /// @param windowEnd of the window measured
    /// @param baseline  names what was compared with
    public Judgement judge(
            Measurement measurement,
            Floors floors,
            double alpha,
            Instant windowEnd,
            Persistence before,
            String baseline) {
        var none = Persistence.none(baseline);
        return switch (measurement) {
            case TooLittle little ->
                new Judgement(DriftVerdict.INSUFFICIENT_DATA, Severity.INFO, none, little.explanation());
            case NotDefined undefined ->
                new Judgement(DriftVerdict.UNDEFINED, Severity.INFO, none, undefined.explanation());
            case Measured measured -> judge(measured, floors, alpha, windowEnd, before.against(baseline));
        };
    }

    private Judgement judge(Measured measured, Floors floors, double alpha, Instant windowEnd, Persistence before) {
        var none = Persistence.none(before.baseline());
        if (measured.effect() < floors.effect()) {
            return new Judgement(
                    DriftVerdict.STABLE,
                    Severity.INFO,
                    none,
                    say(measured, "below the floor of %.3g", floors.effect()));
        }
        if (measured.effect() <= measured.noiseFloor()) {
            return new Judgement(
                    DriftVerdict.INSUFFICIENT_DATA,
                    Severity.INFO,
                    none,
                    say(measured, "above the floor of %.3g, but chance alone reaches as much", floors.effect()));
        }
        if (measured.pValue() >= alpha) {
            return new Judgement(
                    DriftVerdict.WATCH,
                    Severity.INFO,
                    none,
                    say(measured, "above the floor of %.3g, not proven: p must be below %.2g", floors.effect(), alpha));
        }
        var lasting = before.plus(windowEnd, step);
        if (lasting.counted() < windows) {
            return new Judgement(
                    DriftVerdict.WATCH,
                    Severity.INFO,
                    lasting,
                    say(measured, "proven, seen in %d of %d windows in a row", lasting.counted(), windows));
        }
        boolean severe = floors.severe().isPresent()
                && measured.effect() >= floors.severe().getAsDouble();
        return new Judgement(
                DriftVerdict.DRIFT,
                severe ? Severity.CRITICAL : Severity.WARNING,
                lasting,
                say(measured, "proven, seen in %d windows in a row", lasting.counted()));
    }

    private static String say(Measured measured, String why, Object... values) {
        return String.format(
                Locale.ROOT,
                "%s; effect %.3g (noise floor %.3g, p = %.2g): %s",
                measured.explanation(),
                measured.effect(),
                measured.noiseFloor(),
                measured.pValue(),
                String.format(Locale.ROOT, why, values));
    }
}
