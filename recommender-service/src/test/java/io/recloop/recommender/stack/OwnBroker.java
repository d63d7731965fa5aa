package io.recloop.recommender.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.RestartableBroker;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// The service with a broker of its own, which is not running yet.
public final class OwnBroker implements QuarkusTestResourceLifecycleManager {
    private RestartableBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("recommender-test-");
            broker = TestStack.dedicatedBroker(folder.resolve("kafka"));
            var keys = folder.resolve("keys");
            return Map.of(
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers(),
                    "recloop.store-dir",
                    Files.createDirectories(folder.resolve("store")).toString(),
                    "recloop.recommender.sending.acknowledgement",
                    "2s",
                    "recloop.recommender.sending.patience",
                    "3s",
                    "recloop.recommender.feedback.breaker.requests",
                    "4",
                    "mp.jwt.verify.publickey.location",
                    LocalKeys.in(keys).publicKeyLocation(),
                    Stack.KEYS,
                    keys.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void startWithTopics(RestartableBroker broker) {
        broker.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new Topics("").create(admin);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(broker, new TestInjector.MatchesType(RestartableBroker.class));
    }

    @Override
    public void stop() {
        broker.close();
    }
}
