package io.recloop.kit;

import io.recloop.embedded.RestartableBroker;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// The same with a broker of its own, which is not running yet.
public final class OwnBroker extends KitStack {
    private RestartableBroker broker;

    @Override
    public Map<String, String> start() {
        try {
            broker = TestStack.dedicatedBroker(
                    Files.createTempDirectory("kit-broker-").resolve("kafka"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var config = new HashMap<>(super.start());
        config.put("kafka.bootstrap.servers", broker.bootstrapServers());
        return config;
    }

    public static void startWithTopics(RestartableBroker broker, String prefix) {
        broker.start();
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new Topics(prefix).create(admin);
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
