package io.recloop.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunStatus;
import io.recloop.embedded.TestStack;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/// The service starts on the tables of the release before, in which there is work.
@QuarkusTest
@QuarkusTestResource(value = UpgradeTest.EarlierRelease.class, restrictToAnnotatedClass = true)
class UpgradeTest extends LoopSteps {
    private static final String TENANT = "upgraded";
    private static final String OF_RATES = "upgraded-rates";
    private static final String FINGERPRINT = Fingerprint.of(TENANT, "replica-behind", Map.of("instance", "replica-1"));
    private static final RunFinished FINISHED = new RunFinished(
            "5b8f6d8e-1f5a-4c35-9d6b-2f1f0f7f0001",
            TENANT,
            Instant.parse("2026-11-30T06:00:00Z"),
            "run-1",
            Pipeline.DRIFT_DETECTION,
            RunStatus.SUCCEEDED,
            "done",
            Map.of());

    public static final class EarlierRelease extends SharedStack {
        @Override
        public Map<String, String> start() {
            var settings = super.start();
            var stack = TestStack.shared();
            var url = settings.get("quarkus.datasource.jdbc.url");
            Flyway.configure()
                    .dataSource(url, stack.user(), stack.password())
                    .schemas("monitor")
                    .defaultSchema("monitor")
                    .locations("classpath:db/monitor")
                    .target("6")
                    .load()
                    .migrate();
            try (var connection = DriverManager.getConnection(url, stack.user(), stack.password())) {
                connection.setSchema("monitor");
                var prefix = settings.get(PREFIX);
                append(connection, prefix + Topic.PIPELINE_RUNS.topicName(), FINISHED);
                // A copy of the same event.
                append(connection, prefix + Topic.PIPELINE_RUNS.topicName(), FINISHED);
                append(
                        connection,
                        prefix + Topic.INTERACTIONS.deadLetterName(),
                        prefix + "interactions/0/7",
                        "{refused".getBytes(StandardCharsets.UTF_8),
                        "{\"dead-letter-code\": \"malformed\"}");
                alarm(connection);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return settings;
        }

        /// A replica was behind, has caught up since, and nobody has said so yet.
        private static void alarm(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("""
                        insert into alert_state
                            (fingerprint, tenant, rule, severity, active, episode, raised, since, last_raised_at, labels)
                        values ('%s', '%s', 'replica-behind', 'warning', true, 3, 2, now(), now(),
                            '{"instance": "replica-1"}')""".formatted(FINGERPRINT, TENANT));
                // Of a rule that there is no more.
                statement.execute("""
                        insert into alert_state
                            (fingerprint, tenant, rule, severity, active, episode, raised, since, last_raised_at, labels)
                        values ('%s', '%s', 'error-rate', 'warning', true, 1, 1, now(), now(), '{}')""".formatted(Fingerprint.of(OF_RATES, "error-rate", Map.of()), OF_RATES));
                statement.execute("""
                        insert into replica (tenant, instance, generation, model_id, said_at)
                        values ('%s', 'replica-1', 2, 'model-2', now())""".formatted(TENANT));
                statement.execute("""
                        insert into published (tenant, generation, model_id, published_at)
                        values ('%s', 2, 'model-2', now())""".formatted(TENANT));
            }
        }

        private static void append(Connection connection, String topic, Event event) throws SQLException {
            var headers = CloudEventHeaders.of(event, "/recloop/monitor-service").entrySet().stream()
                    .map(header -> "\"%s\": \"%s\""
                            .formatted(header.getKey(), new String(header.getValue(), StandardCharsets.UTF_8)))
                    .collect(Collectors.joining(", ", "{", "}"));
            append(connection, topic, event.key(), EventCodec.write(event), headers);
        }

        private static void append(Connection connection, String topic, String key, byte[] value, String headers)
                throws SQLException {
            try (var insert = connection.prepareStatement("""
                    insert into outbox (topic, key, value, headers, created_at)
                    values (?, ?, ?, cast(? as jsonb), now())""")) {
                insert.setString(1, topic);
                insert.setString(2, key);
                insert.setBytes(3, value);
                insert.setString(4, headers);
                insert.executeUpdate();
            }
        }
    }

    @Test
    void anAlarmThatWasOnIsResolvedByTheFingerprintThatItWasRaisedWith() {
        await().atMost(SOON).untilAsserted(() -> assertThat(wire.read(Topic.ALERTS, AlertEvent.class, TENANT))
                .singleElement()
                .isInstanceOfSatisfying(AlertResolved.class, resolved -> assertThat(resolved.fingerprint())
                        .isEqualTo(FINGERPRINT)));
    }

    @Test
    void anAlarmOfARuleThatWasReplacedIsResolved() {
        await().atMost(SOON).untilAsserted(() -> assertThat(wire.read(Topic.ALERTS, AlertEvent.class, OF_RATES))
                .singleElement()
                .isInstanceOfSatisfying(AlertResolved.class, resolved -> assertThat(resolved.rule())
                        .isEqualTo("error-rate")));
    }

    @Test
    void whatWasNotSentYetIsSentOnce() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(wire.read(Topic.PIPELINE_RUNS, RunEvent.class, TENANT)).contains(FINISHED);
            assertThat(wire.deadLetters(Topic.INTERACTIONS)).isNotEmpty();
        });
        // What is appended now leaves behind what was there.
        assertThat(wire.read(Topic.PIPELINE_RUNS, RunEvent.class, TENANT)).containsExactly(FINISHED);
        assertThat(wire.deadLetters(Topic.INTERACTIONS)).singleElement().satisfies(letter -> {
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{refused");
            assertThat(letter.headers().lastHeader("dead-letter-code").value())
                    .isEqualTo("malformed".getBytes(StandardCharsets.UTF_8));
        });
    }
}
