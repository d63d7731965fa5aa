package io.recloop.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.KitStack;
import io.recloop.kit.TestAlert;
import io.recloop.kit.TopicTail;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class OutboxRelayTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    @Test
    void aKillBetweenSendingAndMarkingSendsTheSameEventAgain() throws Exception {
        var event = TestAlert.saying("again");
        QuarkusTransaction.requiringNew().run(() -> outbox.append(Topic.ALERTS, event));
        await().atMost(LONGEST).until(() -> unsent(event) == 0);
        QuarkusTransaction.requiringNew()
                .run(() -> execute("update outbox set sent_at = null where event_id = ?", event));

        var sent = TopicTail.await(
                "alerts", 2, record -> new String(record.value(), StandardCharsets.UTF_8).contains(event.eventId()));

        assertThat(sent).allSatisfy(record -> {
            assertThat(record.value()).isEqualTo(EventCodec.write(event));
            assertThat(record.key()).isEqualTo(event.key().getBytes(StandardCharsets.UTF_8));
            assertThat(TopicTail.header(record, "ce_id")).isEqualTo(event.eventId());
            assertThat(TopicTail.header(record, "ce_source")).isEqualTo("/recloop/kit-service");
        });
        await().atMost(LONGEST).until(() -> unsent(event) == 0);
    }

    private int unsent(AlertRaised event) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select count(*) from outbox where event_id = ? and sent_at is null")) {
            select.setString(1, event.eventId());
            try (var found = select.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql, AlertRaised event) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, event.eventId());
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
