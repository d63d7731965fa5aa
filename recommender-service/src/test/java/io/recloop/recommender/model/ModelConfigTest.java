package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The defaults, which are part of what users rely on.
class ModelConfigTest {
    private final ModelConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(ModelConfig.class)
            .build()
            .getConfigMapping(ModelConfig.class);

    @Test
    void triesAgainAndWarmsUpWithinBounds() {
        assertThat(config.retryAfter()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.retryAtMost()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.selfTestUsers()).isEqualTo(64);
        assertThat(config.warmUpRequests()).isEqualTo(256);
        assertThat(config.warmUpAtMost()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void saysFourTimesAMinuteThatItIsThere() {
        assertThat(config.aliveEvery()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void takesTheFolderAndTheBudgetFromTheMachineWhereNoneAreGiven() {
        assertThat(config.workDir()).isEmpty();
        assertThat(config.maxBytes()).isEmpty();
    }
}
