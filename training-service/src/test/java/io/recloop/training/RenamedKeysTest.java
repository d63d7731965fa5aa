package io.recloop.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.recloop.training.dataset.DatasetConfig;
import io.recloop.training.interactions.LakeConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenamedKeysTest {
    @Test
    void anEnvironmentOfTheLastReleaseIsStillUnderstood() {
        var config = new SmallRyeConfigBuilder()
                .addDiscoveredInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(LakeConfig.class)
                .withMapping(DatasetConfig.class)
                .withSources(new EnvConfigSource(
                        Map.of("RECLOOP_LAKE_DIR", "/old/lake", "TRAINING_DATASET_HALF_LIFE", "30d"), 300))
                .build();

        assertThat(config.getConfigMapping(LakeConfig.class).dir()).isEqualTo(Path.of("/old/lake"));
        assertThat(config.getConfigMapping(DatasetConfig.class).halfLife()).contains(Duration.ofDays(30));
    }
}
