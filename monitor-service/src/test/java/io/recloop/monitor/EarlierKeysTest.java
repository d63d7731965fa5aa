package io.recloop.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.kit.config.RenamedKeys;
import io.recloop.monitor.facts.WindowConfig;
import io.recloop.monitor.health.RulesConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What was configured for the release before.
class EarlierKeysTest {
    private static final int ENVIRONMENT = 300;

    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .withMapping(WindowConfig.class)
            .withMapping(RulesConfig.class)
            .withSources(new PropertiesConfigSource(
                    Map.of(
                            "monitor.drift.window", "PT2H",
                            "monitor.alerts.look-every", "PT3S",
                            "monitor.alerts.repeat-every", "PT7M"),
                    "environment",
                    ENVIRONMENT))
            .withInterceptors(new RenamedKeys())
            .build();

    @Test
    void isTakenByItsOldName() {
        assertThat(config.getConfigMapping(WindowConfig.class).window()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void isFoundWhereItHasMoved() {
        assertThat(config.getConfigMapping(RulesConfig.class).lookEvery()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.getValue("recloop.alarms.repeat-every", Duration.class))
                .isEqualTo(Duration.ofMinutes(7));
    }
}
