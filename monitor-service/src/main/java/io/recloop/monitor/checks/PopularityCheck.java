package io.recloop.monitor.checks;

import io.recloop.monitor.checks.Reference.Baseline;
import io.recloop.monitor.statistics.Cells;
import io.recloop.monitor.statistics.DesignEffect;
import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.statistics.PopularityOverlap;
import io.recloop.monitor.statistics.Shape;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Floors;
import io.recloop.monitor.verdicts.Measurement;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.OptionalDouble;
import java.util.function.ToIntFunction;

/// The shares of the items in what users chose. Rank correlation and shared top items are reported beside it.
@Singleton
public final class PopularityCheck implements DriftCheck {
    private final Floor floor;
    private final Evidence evidence;

    /// Total variation of the shares of items, 0 to 1.
    @ConfigMapping(prefix = "recloop.monitor.drift.popularity")
    public interface Floor {
        @WithDefault("0.20")
        double floor();

        @WithDefault("0.35")
        double severe();
    }

    PopularityCheck(Floor floor, DriftConfig config) {
        this.floor = floor;
        this.evidence = Evidence.of(config);
    }

    @Override
    public String name() {
        return "popularity";
    }

    @Override
    public String statistic() {
        return "total-variation";
    }

    @Override
    public Floors floors() {
        return new Floors(floor.floor(), OptionalDouble.of(floor.severe()));
    }

    @Override
    public Comparison measure(Reference reference, Window window) {
        return switch (reference.baseline()) {
            case Baseline.Missing missing ->
                Comparison.undecided(evidence.undecided(window.sample(), missing.because()));
            case Baseline.Known known -> measure(known, window.sample());
        };
    }

    private Comparison measure(Baseline.Known known, WindowSample sample) {
        var baseline = known.profile().itemCounts();
        long n = (long) Cells.total(sample.items());
        if (Cells.total(baseline) == 0) {
            return Comparison.of(
                    new Measurement.NotDefined(n, "the baseline has no positive interactions"), known.name());
        }
        var tooLittle = evidence.tooLittle("positive interactions", n, sample.people());
        if (tooLittle != null) {
            return Comparison.of(tooLittle, known.name());
        }
        var cells = Cells.ofItems(baseline, sample.items(), n, floor.floor());
        ToIntFunction<PersonRow> cell = row -> row.positive() ? cells.cellOf().getOrDefault(row.item(), -1) : -1;
        var design = DesignEffect.of(sample.rows(), cell, cells.size());
        long seed = sample.end().getEpochSecond();
        return new Comparison(
                Shape.compare(cells.count(baseline), cells.count(sample.items()), design, seed),
                known.name(),
                PopularityOverlap.report(baseline, sample.items(), design, seed));
    }
}
