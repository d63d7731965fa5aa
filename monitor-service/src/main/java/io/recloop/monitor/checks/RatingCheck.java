package io.recloop.monitor.checks;

import io.recloop.contracts.bundle.RatingLevel;
import io.recloop.monitor.verdicts.Floors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The shares of the rating levels.
@Singleton
public final class RatingCheck implements DriftCheck {
    private final Floor floor;
    private final Evidence evidence;

    /// Total variation of the shares of rating levels, 0 to 1.
    @ConfigMapping(prefix = "recloop.monitor.drift.rating")
    public interface Floor {
        @WithDefault("0.10")
        double floor();

        @WithDefault("0.25")
        double severe();
    }

    RatingCheck(Floor floor, DriftConfig config) {
        this.floor = floor;
        this.evidence = Evidence.of(config);
    }

    @Override
    public String name() {
        return "rating";
    }

    @Override
    public String statistic() {
        return "total-variation";
    }

    @Override
    public Floors floors() {
        return new Floors(floor.floor(), OptionalDouble.of(floor.severe()));
    }

    /// Facts and baselines of earlier versions have ratings in other forms: both sides are brought into the baseline's.
    @Override
    public Comparison measure(Reference reference, Window window) {
        var form = form(reference.baseline());
        var sample = window.sample();
        var levels = new HashMap<String, String>();
        sample.ratings().keySet().forEach(rating -> levels.put(rating, form.apply(rating)));
        return new LevelShift("ratings", row -> levels.getOrDefault(row.rating(), row.rating()), evidence)
                .compare(
                        reference.baseline(),
                        known -> inForm(known.profile().ratings(), form),
                        inForm(sample.ratings(), form),
                        sample);
    }

    private static UnaryOperator<String> form(Reference.Baseline baseline) {
        return switch (baseline) {
            case Reference.Baseline.Known known ->
                RatingLevel.formOf(known.profile().ratings().keySet());
            case Reference.Baseline.Missing missing -> UnaryOperator.identity();
        };
    }

    private static Map<String, Long> inForm(Map<String, Long> counts, UnaryOperator<String> form) {
        var levels = new TreeMap<String, Long>();
        counts.forEach((rating, count) -> levels.merge(form.apply(rating), count, Long::sum));
        return levels;
    }
}
