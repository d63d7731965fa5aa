package io.recloop.monitor.checks;

import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.verdicts.Floors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.OptionalDouble;

/// The shares of the actions.
@Singleton
public final class ActionsCheck implements DriftCheck {
    private final Floor floor;
    private final LevelShift shift;

    /// Total variation of the shares of actions, 0 to 1. Never severe: the usual cause is the feed.
    @ConfigMapping(prefix = "recloop.monitor.drift.actions")
    public interface Floor {
        @WithDefault("0.15")
        double floor();
    }

    ActionsCheck(Floor floor, DriftConfig config) {
        this.floor = floor;
        this.shift = new LevelShift("interactions", PersonRow::action, Evidence.of(config));
    }

    @Override
    public String name() {
        return "actions";
    }

    @Override
    public String statistic() {
        return "total-variation";
    }

    @Override
    public Floors floors() {
        return new Floors(floor.floor(), OptionalDouble.empty());
    }

    @Override
    public Comparison measure(Reference reference, Window window) {
        return shift.compare(
                reference.baseline(),
                known -> known.profile().actions(),
                window.sample().actions(),
                window.sample());
    }
}
