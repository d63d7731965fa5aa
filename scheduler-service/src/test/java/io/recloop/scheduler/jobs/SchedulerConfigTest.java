package io.recloop.scheduler.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.events.Pipeline;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerConfigTest {
    @Test
    void twoJobsAreThereByDefault() throws IOException {
        var jobs = new Jobs(config(Map.of()));

        assertThat(jobs.all()).extracting(Job::name).containsExactly("drift-detection", "model-training");
        var training = jobs.named("model-training").orElseThrow();
        assertThat(training.pipeline()).isEqualTo(Pipeline.MODEL_TRAINING);
        assertThat(training.schedule().expression()).isEqualTo("0 0 2 * * ?");
        assertThat(training.schedule().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(training.enabled()).isTrue();
        assertThat(training.tenant()).isEqualTo("default");
        assertThat(jobs.named("drift-detection").orElseThrow().schedule().expression())
                .isEqualTo("0 */15 * * * ?");
        var remediation = config(Map.of()).remediation();
        assertThat(remediation.coolDown()).isEqualTo(Duration.ofHours(6));
        assertThat(remediation.dailyBudget()).isEqualTo(3);
        assertThat(remediation.job()).isEqualTo("model-training");
    }

    @Test
    void theEnvironmentOverridesJobsWithHyphensInTheirNames() throws IOException {
        var config = config(Map.of(
                "RECLOOP_SCHEDULER_JOBS_DRIFT_DETECTION_CRON", "0/10 * * * * ?",
                "RECLOOP_SCHEDULER_JOBS_DRIFT_DETECTION_CATCH_UP", "PT20S",
                "RECLOOP_SCHEDULER_JOBS_DRIFT_DETECTION_ZONE", "Asia/Ho_Chi_Minh",
                "RECLOOP_SCHEDULER_JOBS_MODEL_TRAINING_ENABLED", "false",
                "RECLOOP_SCHEDULER_REMEDIATION_COOL_DOWN", "PT30S",
                "RECLOOP_SCHEDULER_REMEDIATION_DAILY_BUDGET", "50",
                "RECLOOP_SCHEDULER_ZONE", "Europe/Berlin"));
        var jobs = new Jobs(config);

        assertThat(jobs.all()).hasSize(2);
        var drift = jobs.named("drift-detection").orElseThrow();
        assertThat(drift.schedule().expression()).isEqualTo("0/10 * * * * ?");
        assertThat(drift.schedule().zone()).isEqualTo(ZoneId.of("Asia/Ho_Chi_Minh"));
        assertThat(drift.catchUp()).isEqualTo(Duration.ofSeconds(20));
        assertThat(drift.timeout()).isEqualTo(Duration.ofMinutes(10));
        var training = jobs.named("model-training").orElseThrow();
        assertThat(training.enabled()).isFalse();
        assertThat(training.schedule().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(config.remediation().coolDown()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.remediation().dailyBudget()).isEqualTo(50);
    }

    @Test
    void theEnvironmentMayStillUseTheOldNames() throws IOException {
        var config = config(Map.of(
                "SCHEDULER_JOBS_DRIFT_DETECTION_CRON", "0/10 * * * * ?",
                "SCHEDULER_JOBS_DRIFT_DETECTION_CATCH_UP", "PT20S",
                "SCHEDULER_REMEDIATION_COOL_DOWN", "PT30S"));

        var drift = new Jobs(config).named("drift-detection").orElseThrow();
        assertThat(drift.schedule().expression()).isEqualTo("0/10 * * * * ?");
        assertThat(drift.catchUp()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.remediation().coolDown()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void nonsenseStopsTheStartAndIsNamed() throws IOException {
        var badCron = config(Map.of("RECLOOP_SCHEDULER_JOBS_MODEL_TRAINING_CRON", "daily"));
        assertThatThrownBy(() -> new Jobs(badCron))
                .hasMessageStartingWith("recloop.scheduler.jobs.model-training.cron");
        var badZone = config(Map.of("RECLOOP_SCHEDULER_JOBS_MODEL_TRAINING_ZONE", "Middle/Earth"));
        assertThatThrownBy(() -> new Jobs(badZone))
                .hasMessageStartingWith("recloop.scheduler.jobs.model-training.zone");
        var badTimeout = config(Map.of("RECLOOP_SCHEDULER_JOBS_MODEL_TRAINING_TIMEOUT", "PT0S"));
        assertThatThrownBy(() -> new Jobs(badTimeout)).hasMessageContaining("model-training.timeout must be positive");
        var badJob = config(Map.of("RECLOOP_SCHEDULER_REMEDIATION_JOB", "prayer"));
        assertThatThrownBy(() -> new Jobs(badJob)).hasMessageContaining("names prayer");
    }

    private static SchedulerConfig config(Map<String, String> environment) throws IOException {
        var file = new java.util.Properties();
        try (var in = SchedulerConfigTest.class.getResourceAsStream("/application.properties")) {
            file.load(in);
        }
        var settings = new HashMap<String, String>();
        file.forEach((name, value) -> settings.put(name.toString(), value.toString()));
        settings.keySet().removeIf(name -> !name.startsWith("recloop.scheduler."));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .addDiscoveredInterceptors()
                .withSources(
                        new EnvConfigSource(environment, 300),
                        new PropertiesConfigSource(settings, "application.properties", 250))
                .withMapping(SchedulerConfig.class)
                .build()
                .getConfigMapping(SchedulerConfig.class);
    }
}
