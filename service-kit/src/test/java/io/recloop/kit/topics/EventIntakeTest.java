package io.recloop.kit.topics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.KitStack;
import io.recloop.kit.TestAlert;
import io.recloop.kit.TopicTail;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
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

    @Test
    void triesAgainAfterAnErrorAndIsNotReadyMeanwhile() {
        consumer.setOutOfOrder(true);
        var held = write("held by an error");
        try {
            await().atMost(LONGEST).until(() -> readiness() == 503);
        } finally {
            consumer.setOutOfOrder(false);
        }
        await().atMost(LONGEST).until(() -> consumer.applied().contains(held));
        await().atMost(LONGEST).until(() -> readiness() == 200);
    }

    private static int readiness() {
        return given().get("/q/health/ready").statusCode();
    }

    private static String write(String summary) {
        var event = TestAlert.saying(summary);
        TopicTail.write("alerts", event.key(), EventCodec.write(event));
        return event.eventId();
    }
}
