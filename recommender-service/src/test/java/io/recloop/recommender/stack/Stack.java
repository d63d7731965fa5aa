package io.recloop.recommender.stack;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/// The service against the shared broker, with topics, keys and a store of its own.
public final class Stack implements QuarkusTestResourceLifecycleManager {
    static final String KEYS = "test.keys-dir";

    @Override
    public Map<String, String> start() {
        try {
            var folder = Files.createTempDirectory("recommender-test-");
            var stack = TestStack.shared();
            var keys = folder.resolve("keys");
            return Map.of(
                    "kafka.bootstrap.servers",
                    stack.bootstrapServers(),
                    "recloop.topic-prefix",
                    stack.createTopics("recommender").prefix(),
                    "recloop.store-dir",
                    Files.createDirectories(folder.resolve("store")).toString(),
                    "recloop.instance",
                    "recommender-test",
                    "recloop.recommender.model.work-dir",
                    folder.resolve("work").toString(),
                    "recloop.recommender.model.retry-after",
                    "50ms",
                    "mp.jwt.verify.publickey.location",
                    LocalKeys.in(keys).publicKeyLocation(),
                    KEYS,
                    keys.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {}
}
