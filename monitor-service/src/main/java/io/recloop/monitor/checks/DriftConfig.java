package io.recloop.monitor.checks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/// What drift is, in business units, and how sure one wants to be.
@ConfigMapping(prefix = "recloop.monitor.drift")
public interface DriftConfig {
    /// Fewer interactions in the window say nothing.
    @WithDefault("500")
    long minimumInteractions();

    /// Fewer people in the window say nothing: one busy robot is not a change of taste.
    @WithDefault("30")
    long minimumPeople();

    /// False alarms that are accepted in 30 days, of all checks of a tenant together.
    @WithName("false-alarms-per-30-days")
    @WithDefault("1")
    double falseAlarmsPer30Days();

    /// How often evaluations are planned; where they were seen to come more often, that counts.
    @WithDefault("PT15M")
    Duration evaluationEvery();

    /// How often evaluations that were requested are looked for.
    @WithDefault("PT1S")
    Duration lookEvery();

    /// The number of consecutive windows that must show effect and evidence.
    @WithDefault("2")
    int persistence();

    /// Windows that end closer together than this are the same window; default a quarter of the window.
    Optional<Duration> persistenceStep();

    /// What the window is compared with.
    @WithDefault("profile")
    BaselineKind baseline();

    /// The volume of a profile whose newest interaction is older than this when the model is published is
    /// history, and not what is to be expected now.
    @WithDefault("PT1H")
    Duration volumeRecency();

    /// Requests for an evaluation that are older than this are refused: their window is long over.
    @WithDefault("PT1H")
    Duration requestsExpireAfter();

    /// What the window is compared with.
    enum BaselineKind {
        /// The training data of the model, as its `profile.json` has them.
        PROFILE,
        /// The first live interactions under the model: tells change since then, and not what training did not see.
        LIVE
    }

    default Duration step(Duration window) {
        return persistenceStep().orElseGet(() -> window.dividedBy(4));
    }
}
