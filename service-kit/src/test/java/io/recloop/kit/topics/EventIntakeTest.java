package io.recloop.kit.topics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.KitStack;
import io.recloop.kit.TopicTail;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class EventIntakeTest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Inject
    AlertConsumer consumer;

    @Test
    void appliesEventsInOrder() {
        var first = write("one");
        var second = write("two");
        await().atMost(LONGEST).until(() -> consumer.applied().contains(second));
        assertThat(consumer.applied()).containsSubsequence(first, second);
    }

    @Test
    void putsWhatIsNotAnEventAsideWithTheReasonAndGoesOn() {
        byte[] poison = "{\"type\": \"alert-raised\", ".getBytes(StandardCharsets.UTF_8);
        TopicTail.write("alerts", "poison", poison);
        var behind = write("behind");
        await().atMost(LONGEST).until(() -> consumer.applied().contains(behind));
        var letter = TopicTail.await("alerts-dead-letter", 1, record -> Arrays.equals(record.value(), poison))
                .getFirst();
        assertThat(TopicTail.header(letter, "dead-letter-code")).isEqualTo("malformed");
        assertThat(TopicTail.header(letter, "dead-letter-consumer")).isEqualTo("kit-service");
        assertThat(letter.key()).isEqualTo("poison".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void putsAsideWhatTheDatabaseCanNeverStoreAsItWasOnTheTopic() {
        var unstorable = write("unstorable");
        var behind = write("behind");
        await().atMost(LONGEST).until(() -> consumer.applied().contains(behind));
        var letter = TopicTail.await(
                        "alerts-dead-letter", 1, record -> new String(record.value(), StandardCharsets.UTF_8)
                                .contains(unstorable))
                .getFirst();
        assertThat(TopicTail.header(letter, "dead-letter-code")).isEqualTo("invalid-field");
        assertThat(consumer.applied()).doesNotContain(unstorable);
    }

    @Test
    void triesAgainForAsLongAsSomethingElseIsBrokenAndIsNotReadyMeanwhile() {
        consumer.setDatabaseAway(true);
        var held = write("held");
        try {
            await().atMost(LONGEST).until(() -> readiness() == 503);
            assertThat(consumer.applied()).doesNotContain(held);
        } finally {
            consumer.setDatabaseAway(false);
        }
        await().atMost(LONGEST).until(() -> consumer.applied().contains(held));
        await().atMost(LONGEST).until(() -> readiness() == 200);
    }

    private static int readiness() {
        return given().get("/q/health/ready").statusCode();
    }

    private static String write(String summary) {
        var id = UUID.randomUUID().toString();
        var labels = Map.of("door", "front");
        var event = new AlertRaised(
                id,
                "default",
                Instant.now(),
                Fingerprint.of("default", "rule", labels),
                "rule",
                Severity.WARNING,
                "test",
                summary,
                labels,
                Map.of());
        TopicTail.write("alerts", event.key(), EventCodec.write(event));
        return id;
    }
}
