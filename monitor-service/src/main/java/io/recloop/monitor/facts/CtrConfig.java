package io.recloop.monitor.facts;

import io.recloop.monitor.verdicts.Floors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalDouble;

/// When a fall of the click-through rate matters.
@ConfigMapping(prefix = "recloop.monitor.ctr")
public interface CtrConfig {
    /// Answers of this long are looked at.
    @WithDefault("PT1H")
    Duration window();

    /// An answer is looked at when it is this old; only clicks that came sooner count, in window and reference alike.
    @WithDefault("PT2M")
    Duration maturity();

    /// The number of a model's first personal answers that are its reference.
    @WithDefault("1000")
    long referenceRequests();

    /// Fewer personal answers in the window say nothing.
    @WithDefault("200")
    long minimumRequests();

    /// Relative fall that matters.
    @WithDefault("0.20")
    double floor();

    /// Relative fall that is severe.
    @WithDefault("0.40")
    double severe();

    default Floors floors() {
        return new Floors(floor(), OptionalDouble.of(severe()));
    }
}
