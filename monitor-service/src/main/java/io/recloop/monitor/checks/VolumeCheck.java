package io.recloop.monitor.checks;

import io.recloop.monitor.checks.Reference.Baseline;
import io.recloop.monitor.statistics.VolumeChange;
import io.recloop.monitor.statistics.WindowSample;
import io.recloop.monitor.verdicts.Floors;
import io.recloop.monitor.verdicts.Measurement;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.OptionalDouble;

/// The number of interactions.
@Singleton
public final class VolumeCheck implements DriftCheck {
    private final Floor floor;
    private final Evidence evidence;

    /// Relative change of the number of interactions. Never severe: another training brings nobody back.
    @ConfigMapping(prefix = "recloop.monitor.drift.volume")
    public interface Floor {
        @WithDefault("0.30")
        double floor();
    }

    VolumeCheck(Floor floor, DriftConfig config) {
        this.floor = floor;
        this.evidence = Evidence.of(config);
    }

    @Override
    public String name() {
        return "volume";
    }

    @Override
    public String statistic() {
        return "relative-change";
    }

    @Override
    public Floors floors() {
        return new Floors(floor.floor(), OptionalDouble.empty());
    }

    @Override
    public Comparison measure(Reference reference, Window window) {
        var sample = window.sample();
        return switch (reference.baseline()) {
            case Baseline.Missing missing -> Comparison.undecided(evidence.undecided(sample, missing.because()));
            case Baseline.Known known -> Comparison.of(measure(known, sample), known.name());
        };
    }

    private static Measurement measure(Baseline.Known baseline, WindowSample sample) {
        var volume = baseline.volume();
        return volume == null
                ? new Measurement.NotDefined(
                        sample.interactions(), "what is known of the volume is history: there is no live baseline yet")
                : VolumeChange.compare(volume, sample.interactions(), sample.length());
    }
}
