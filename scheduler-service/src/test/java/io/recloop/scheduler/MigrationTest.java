package io.recloop.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.events.Fingerprint;
import io.recloop.embedded.TestStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A database of the release before.
class MigrationTest {
    private final TestStack stack = TestStack.shared();
    private String url;
    private Connection connection;

    @BeforeEach
    void oldSchema() throws SQLException {
        url = stack.newDatabase("scheduler");
        migrate(MigrationVersion.fromVersion("2"));
        connection = DriverManager.getConnection(url, stack.user(), stack.password());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whatWasNotSentIsStillSentToItsTopic() throws SQLException {
        execute("""
                insert into scheduler.outbox (event_id, topic, key, headers, value, created_at)
                values ('e1', 'PIPELINE_RUNS', 'k', '{}', '\\x7b7d', now()), ('e2', 'ALERTS', 'k', '{}', '\\x7b7d', now())
                """);

        migrate(MigrationVersion.LATEST);

        assertThat(texts("select topic from scheduler.outbox where sent_at is null order by id"))
                .containsExactly("pipeline-runs", "alerts");
    }

    @Test
    void alertsThatAreOnCanStillBeResolved() throws SQLException {
        execute("""
                insert into scheduler.job (name, materialised_until, failing_since)
                values ('training-ü', now(), now()), ('well', now(), null)
                """);
        execute("""
                insert into scheduler.run
                    (run_id, tenant, pipeline, status, job, first_heard_at, last_heard_at)
                values ('r1', 'acme', 'model-training', 'failed', 'training-ü', now(), now())
                """);
        execute("""
                insert into scheduler.remediation
                    (drift_event_id, tenant, decision, reason, explanation, job, drift_summary, drift_at, decided_at)
                values ('d1', 'acme', 'SUPPRESSED', 'BUDGET', '', 'training-ü', '', now(), now()),
                       ('d2', 'other', 'SUPPRESSED', 'BUDGET', '', 'well', '', now(), now() - interval '1 hour'),
                       ('d3', 'other', 'REQUESTED', 'DRIFT', '', 'well', '', now(), now())
                """);

        migrate(MigrationVersion.LATEST);

        var labels = Map.of("job", "training-ü");
        assertThat(texts("select fingerprint from scheduler.alert_state where active"))
                .containsExactlyInAnyOrder(
                        Fingerprint.of("acme", "job-failed", labels),
                        Fingerprint.of("acme", "remediation-budget-exhausted", labels));
    }

    private void migrate(MigrationVersion version) {
        Flyway.configure()
                .dataSource(url, stack.user(), stack.password())
                .locations("db/scheduler")
                .schemas("scheduler")
                .target(version)
                .load()
                .migrate();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (found.next()) {
                texts.add(found.getString(1));
            }
            return texts;
        }
    }
}
