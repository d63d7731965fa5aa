package io.recloop.monitor.checks;

import io.recloop.monitor.facts.CtrConfig;
import java.util.List;
import java.util.Map;

/// The checks as they are configured by default.
final class CheckSetup {
    private CheckSetup() {}

    static DriftChecks all() {
        var config = Configured.as(DriftConfig.class, Map.of());
        return new DriftChecks(
                List.of(
                        new ClickThroughCheck(Configured.as(CtrConfig.class, Map.of())),
                        new RatingCheck(Configured.as(RatingCheck.Floor.class, Map.of()), config),
                        new PopularityCheck(Configured.as(PopularityCheck.Floor.class, Map.of()), config),
                        new VolumeCheck(Configured.as(VolumeCheck.Floor.class, Map.of()), config),
                        new ActionsCheck(Configured.as(ActionsCheck.Floor.class, Map.of()), config)),
                config);
    }

    static DriftCheck check(String name) {
        for (var check : all()) {
            if (check.name().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check is called " + name);
    }
}
