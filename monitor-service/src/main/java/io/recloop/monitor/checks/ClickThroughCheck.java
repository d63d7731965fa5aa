package io.recloop.monitor.checks;

import io.recloop.monitor.facts.CtrConfig;
import io.recloop.monitor.statistics.CtrDrop;
import io.recloop.monitor.verdicts.Floors;
import io.recloop.monitor.verdicts.Measurement;
import jakarta.inject.Singleton;

/// A model's click-through rate against its own beginning; while that is not over, against the end of the model
/// before. Personal answers only: how many users are unknown must not look like a change of the model.
@Singleton
public final class ClickThroughCheck implements DriftCheck {
    private final CtrConfig config;

    ClickThroughCheck(CtrConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "ctr";
    }

    @Override
    public String statistic() {
        return "relative-drop";
    }

    @Override
    public String alertRule() {
        return "ctr-drop";
    }

    @Override
    public Floors floors() {
        return config.floors();
    }

    @Override
    public Comparison measure(Reference reference, Window window) {
        var clicks = reference.clicks();
        return Comparison.of(measure(clicks, window), clicks.model());
    }

    private Measurement measure(Reference.Clicks reference, Window window) {
        if (window.answers() < config.minimumRequests()) {
            return new Measurement.TooLittle(
                    window.answers(),
                    "%d personal answers, at least %d are needed"
                            .formatted(window.answers(), config.minimumRequests()));
        }
        if (reference.buckets().isEmpty()) {
            return new Measurement.TooLittle(
                    window.answers(),
                    "the reference, the model's first %d personal answers, is not over yet"
                            .formatted(config.referenceRequests()));
        }
        return CtrDrop.compare(reference.buckets(), window.clicks());
    }
}
