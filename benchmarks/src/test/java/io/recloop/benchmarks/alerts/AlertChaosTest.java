package io.recloop.benchmarks.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The short form of the benchmark; the full one has 10,000 alerts and ten kills.
class AlertChaosTest {
    @Test
    void everyAlertReachesEachOfItsChannelsThoughProcessesAreKilledAndReceiversRefuse() throws Exception {
        var app =
                Path.of("../alert-service/target/quarkus-app").toAbsolutePath().normalize();
        assumeTrue(
                Files.exists(app.resolve("quarkus-run.jar")), "skipped: alert-service is not packaged (mvn package)");

        var outcome = AlertChaos.run(new AlertChaos.Plan(600, 2, 1, app, 7));

        assertThat(outcome.lost()).as("%s", outcome).isNotEmpty().allSatisfy((channel, lost) -> assertThat(lost)
                .as(channel)
                .isZero());
        assertThat(outcome.faults()).as("receivers misbehaved").isGreaterThan(100);
        assertThat(outcome.duplicates())
                .as("what arrives twice was marked before it was sent: %s", outcome)
                .allSatisfy((channel, twice) -> assertThat(twice)
                        .as(channel)
                        .isLessThanOrEqualTo(outcome.marked().get(channel)));
    }
}
