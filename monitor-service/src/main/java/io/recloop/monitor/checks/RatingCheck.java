package io.recloop.monitor.checks;

import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.verdicts.Floors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.OptionalDouble;

/// The shares of the rating levels.
@Singleton
public final class RatingCheck implements DriftCheck {
    private final Floor floor;
    private final LevelShift shift;

    /// Total variation of the shares of rating levels, 0 to 1.
    @ConfigMapping(prefix = "monitor.drift.rating")
    public interface Floor {
        @WithDefault("0.10")
        double floor();

        @WithDefault("0.25")
        double severe();
    }

    RatingCheck(Floor floor, DriftConfig config) {
        this.floor = floor;
        this.shift = new LevelShift("ratings", PersonRow::rating, Evidence.of(config));
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

    @Override
    public Comparison measure(Reference reference, Window window) {
        return shift.compare(
                reference.baseline(),
                known -> known.profile().ratings(),
                window.sample().ratings(),
                window.sample());
    }
}
