package io.recloop.monitor;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.RestartableBroker;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/// The broker is not there when the service starts.
@QuarkusTest
@QuarkusTestResource(value = UnreachableBrokerTest.Stopped.class, restrictToAnnotatedClass = true)
class UnreachableBrokerTest {
    private static final String FOLDER = "test.broker";

    public static final class Stopped implements QuarkusTestResourceLifecycleManager {
        private static RestartableBroker broker;

        @Override
        public Map<String, String> start() {
            var stack = TestStack.shared();
            try {
                var folder = Files.createTempDirectory("monitor-broker-");
                broker = TestStack.dedicatedBroker(folder.resolve("kafka"));
                return Map.of(
                        SharedStack.BOOTSTRAP,
                        broker.bootstrapServers(),
                        SharedStack.PREFIX,
                        "late-",
                        FOLDER,
                        folder.toString(),
                        "quarkus.datasource.jdbc.url",
                        stack.newDatabase("monitor"),
                        "quarkus.datasource.username",
                        stack.user(),
                        "quarkus.datasource.password",
                        stack.password(),
                        "mp.jwt.verify.publickey.location",
                        LocalKeys.in(folder.resolve("keys")).publicKeyLocation(),
                        "recloop.monitor.ingest.back-off",
                        "PT0.2S");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            broker.close();
        }
    }

    @Test
    void theServiceSaysSoAndRecoversWhenTheBrokerComes() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.find { it.name == 'facts' }.status", equalTo("DOWN"));

        Stopped.broker.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", Stopped.broker.bootstrapServers()))) {
            new Topics("late-").create(admin);
        }

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));

        Stopped.broker.stop();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
        Stopped.broker.start();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
    }
}
