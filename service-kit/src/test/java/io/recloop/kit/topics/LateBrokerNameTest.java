package io.recloop.kit.topics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.kit.LateBrokerName;
import io.recloop.kit.TestAlert;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The name of the broker does not resolve when the service starts, as where its container comes later.
@QuarkusTest
@QuarkusTestResource(value = LateBrokerName.class, restrictToAnnotatedClass = true)
class LateBrokerNameTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Inject
    AlertConsumer consumer;

    @Inject
    Outbox outbox;

    @Test
    void theStartWaitsForTheNameAndTheServiceReadsAndSends() {
        assertThat(LateBrokerName.wasLate()).isTrue();
        var event = TestAlert.saying("late");
        QuarkusTransaction.requiringNew().run(() -> outbox.append(Topic.ALERTS, event));

        await().atMost(LONGEST).until(() -> consumer.applied().contains(event.eventId()));
        await().atMost(LONGEST).until(() -> given().get("/q/health/ready").statusCode() == 200);
    }
}
