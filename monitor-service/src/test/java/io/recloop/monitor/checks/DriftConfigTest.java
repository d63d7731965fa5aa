package io.recloop.monitor.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.Action;
import io.recloop.monitor.facts.WindowConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftConfigTest {
    @Test
    void defaultsAreForAnHourEveryQuarter() {
        var config = Configured.as(DriftConfig.class, Map.of());
        var window = Configured.as(WindowConfig.class, Map.of());

        assertThat(window.window()).isEqualTo(Duration.ofHours(1));
        assertThat(window.bucket()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.evaluationEvery()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.step(window.window())).isEqualTo(Duration.ofMinutes(15));
        assertThat(window.liveBaselineLength()).isEqualTo(Duration.ofHours(2));
        assertThat(config.falseAlarmsPer30Days()).isEqualTo(1);
        assertThat(config.persistence()).isEqualTo(2);
        assertThat(config.baseline()).isEqualTo(DriftConfig.BaselineKind.PROFILE);
        assertThat(CheckSetup.check("popularity").floors().effect()).isEqualTo(0.2);
        assertThat(CheckSetup.check("volume").floors().severe()).isEmpty();
    }

    @Test
    void timeCanBeCompressed() {
        var settings = Map.of(
                "recloop.monitor.drift.window", "PT30S",
                "recloop.monitor.drift.bucket", "PT5S",
                "recloop.monitor.drift.baseline", "live");
        var config = Configured.as(DriftConfig.class, settings);
        var window = Configured.as(WindowConfig.class, settings);

        assertThat(config.step(window.window())).isEqualTo(Duration.ofMillis(7_500));
        assertThat(window.liveBaselineLength()).isEqualTo(Duration.ofMinutes(1));
        assertThat(window.bucketOf(Instant.ofEpochSecond(1_013))).isEqualTo(1_010);
        assertThat(config.baseline()).isEqualTo(DriftConfig.BaselineKind.LIVE);
    }

    @Test
    void positiveIsWhatTrainingCallsPositive() {
        var config = Configured.as(WindowConfig.class, Map.of());

        assertThat(config.positive(Action.CLICK, null)).isTrue();
        assertThat(config.positive(Action.VIEW, null)).isFalse();
        assertThat(config.positive(Action.DISLIKE, null)).isFalse();
        assertThat(config.positive(Action.RATING, 4.0)).isTrue();
        assertThat(config.positive(Action.RATING, 3.5)).isFalse();
        assertThat(config.positive(Action.PURCHASE, 2.0)).isFalse();
        assertThat(config.positive(Action.VIEW, 5.0)).isTrue();
        assertThat(config.positive(Action.DISLIKE, 5.0)).isFalse();
    }

    @Test
    void aCheckHasItsFloorsUnderItsName() {
        var settings =
                Map.of("recloop.monitor.drift.rating.floor", "0.2", "recloop.monitor.drift.rating.severe", "0.4");

        assertThat(Configured.as(RatingCheck.Floor.class, settings).floor()).isEqualTo(0.2);
        assertThat(Configured.as(RatingCheck.Floor.class, settings).severe()).isEqualTo(0.4);
    }
}
