package io.recloop.kit.topics;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.embedded.RestartableBroker;
import io.recloop.kit.OwnBroker;
import io.recloop.kit.TestAlert;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// The broker is not there when the service starts, goes while it runs, is killed, and comes back each time.
@QuarkusTest
@QuarkusTestResource(value = OwnBroker.class, restrictToAnnotatedClass = true)
class BrokerAwayTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    RestartableBroker broker;

    @Inject
    AlertConsumer consumer;

    @Inject
    Outbox outbox;

    @ConfigProperty(name = "recloop.topic-prefix")
    String prefix;

    @Test
    void nothingIsLostAndNothingIsSentOutOfOrder() throws Exception {
        awaitReadiness(503);
        given().get("/q/health/live").then().statusCode(200);
        var early = List.of(TestAlert.saying("early 1"), TestAlert.saying("early 2"));
        early.forEach(this::append);

        OwnBroker.startWithTopics(broker, prefix);
        awaitReadiness(200);
        awaitApplied(early);

        broker.stop();
        var meanwhile = List.of(TestAlert.saying("meanwhile 1"), TestAlert.saying("meanwhile 2"));
        meanwhile.forEach(this::append);
        awaitReadiness(503);
        broker.start();
        awaitApplied(meanwhile);

        broker.kill();
        var killed = TestAlert.saying("after a kill");
        append(killed);
        broker.start();
        awaitApplied(List.of(killed));
        awaitReadiness(200);
        assertThat(consumer.applied())
                .containsSubsequence(Stream.of(early, meanwhile, List.of(killed))
                        .flatMap(List::stream)
                        .map(AlertRaised::eventId)
                        .toList());
    }

    private void append(AlertRaised event) {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(Topic.ALERTS, event));
    }

    private void awaitApplied(List<AlertRaised> events) {
        var ids = events.stream().map(AlertRaised::eventId).toList();
        await().atMost(LONGEST).until(() -> consumer.applied().containsAll(ids));
    }

    private static void awaitReadiness(int status) {
        await().atMost(LONGEST).until(() -> given().get("/q/health/ready").statusCode() == status);
    }
}
