package io.recloop.kit.alarms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.KitStack;
import io.recloop.kit.TopicTail;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class AlarmsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @Inject
    Alarms alarms;

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    private final String rule = "rule-" + UUID.randomUUID();

    @Test
    void raisesOnceForAsLongAsItLastsAndResolvesOnce() throws Exception {
        in(() -> alarms.raise(alarm(Severity.WARNING), NOW));
        in(() -> alarms.raise(alarm(Severity.WARNING), NOW.plusSeconds(15)));
        in(() -> assertThat(alarms.resolve(ending(), NOW.plusSeconds(30))).isTrue());
        in(() -> assertThat(alarms.resolve(ending(), NOW.plusSeconds(45))).isFalse());
        assertThat(events(2)).hasExactlyElementsOfTypes(AlertRaised.class, AlertResolved.class);
        assertThat(outboxRows()).isEqualTo(2);
    }

    @Test
    void raisesAgainWhenTheSeverityChangesAndOnceInAWhile() throws Exception {
        in(() -> alarms.raise(alarm(Severity.WARNING), NOW));
        in(() -> alarms.raise(alarm(Severity.CRITICAL), NOW.plusSeconds(1)));
        in(() -> alarms.raise(alarm(Severity.CRITICAL), NOW.plusSeconds(2).plus(Duration.ofMinutes(30))));
        assertThat(events(3))
                .extracting(event -> ((AlertRaised) event).severity())
                .containsExactly(Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL);
    }

    @Test
    void raisesOnceForEachCause() throws Exception {
        in(() -> alarms.raiseFor("run-1", alarm(Severity.WARNING), NOW));
        in(() -> alarms.raiseFor("run-1", alarm(Severity.WARNING), NOW.plusSeconds(1)));
        in(() -> alarms.raiseFor("run-2", alarm(Severity.WARNING), NOW.plusSeconds(2)));
        events(2);
        assertThat(outboxRows()).isEqualTo(2);
    }

    @Test
    void saysNothingWhereTheTransactionIsUndone() throws Exception {
        assertThatThrownBy(() -> in(() -> {
                    alarms.raise(alarm(Severity.WARNING), NOW);
                    throw new IllegalStateException("undone");
                }))
                .hasMessageContaining("undone");
        assertThat(outboxRows()).isZero();
        assertThat(alarms.active(rule)).isEmpty();
    }

    @Test
    void remembersWhatIsOn() {
        in(() -> alarms.raise(alarm(Severity.WARNING), NOW));
        assertThat(alarms.active(rule)).singleElement().satisfies(active -> {
            assertThat(active.since()).isEqualTo(NOW);
            assertThat(active.labels()).isEqualTo(Map.of("door", "front"));
        });
    }

    @Test
    void takesNoEventOutsideATransaction() {
        var event = alarm(Severity.INFO).raised("cause", "test", NOW);
        assertThatThrownBy(() -> outbox.append(Topic.ALERTS, event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
    }

    private static void in(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    /// The rule's name is its tenant too, so that each test sees its own alarms alone.
    private Alarm alarm(Severity severity) {
        return new Alarm(rule, rule, severity, "It burns", Map.of("door", "front"), Map.of());
    }

    private Alarm.Ending ending() {
        return new Alarm.Ending(rule, rule, Map.of("door", "front"), "It is out");
    }

    private List<AlertEvent> events(int count) {
        return TopicTail.await(
                        "alerts", count, record -> new String(record.value(), StandardCharsets.UTF_8).contains(rule))
                .stream()
                .map(record -> {
                    try {
                        return EventCodec.read(AlertEvent.class, record.value(), Instant.now());
                    } catch (InvalidEventException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private long outboxRows() throws Exception {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select count(*) from outbox where key in "
                                + "(select fingerprint from alert_state where rule = ?) or convert_from(value, 'UTF8') like ?")) {
            select.setString(1, rule);
            select.setString(2, "%" + rule + "%");
            try (var found = select.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
