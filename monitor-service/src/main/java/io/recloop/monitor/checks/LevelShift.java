package io.recloop.monitor.checks;

import io.recloop.monitor.checks.Reference.Baseline;
import io.recloop.monitor.statistics.Cells;
import io.recloop.monitor.statistics.DesignEffect;
import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.statistics.Shape;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Measurement;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Whether the shares of a few levels, such as ratings or actions, have moved.
///
/// @param what  is counted, for people
/// @param level of a row
record LevelShift(String what, Function<PersonRow, String> level, Evidence evidence) {
    Comparison compare(Baseline baseline, Counts baselineOf, Map<String, Long> current, WindowSample sample) {
        return switch (baseline) {
            case Baseline.Missing missing -> Comparison.undecided(evidence.undecided(sample, missing.because()));
            case Baseline.Known known -> Comparison.of(compare(baselineOf.in(known), current, sample), known.name());
        };
    }

    /// Which counts of a baseline are meant.
    interface Counts {
        Map<String, Long> in(Baseline.Known baseline);
    }

    private Measurement compare(Map<String, Long> baseline, Map<String, Long> current, WindowSample sample) {
        long n = (long) Cells.total(current);
        if (Cells.total(baseline) == 0) {
            return new Measurement.NotDefined(n, "the baseline has no " + what);
        }
        var tooLittle = evidence.tooLittle(what, n, sample.people());
        if (tooLittle != null) {
            return tooLittle;
        }
        var cells = Cells.ofLevels(baseline, current);
        ToIntFunction<PersonRow> cell = row -> cells.cellOf().getOrDefault(level.apply(row), -1);
        var design = DesignEffect.of(sample.rows(), cell, cells.size());
        return Shape.compare(
                cells.count(baseline),
                cells.count(current),
                design,
                sample.end().getEpochSecond());
    }
}
