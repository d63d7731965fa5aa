package io.recloop.training;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The shared broker and database, with topics, a database and folders of the test's own.
public final class TrainingStack implements QuarkusTestResourceLifecycleManager {
    private static final Duration TOKEN = Duration.ofHours(1);

    private LocalKeys keys;

    @Override
    public Map<String, String> start() {
        try {
            var stack = TestStack.shared();
            Path folder = Files.createTempDirectory("recloop-training-test-");
            keys = LocalKeys.in(folder.resolve("keys"));
            var settings = new HashMap<String, String>();
            settings.put("kafka.bootstrap.servers", stack.bootstrapServers());
            settings.put("quarkus.datasource.jdbc.url", stack.newDatabase("training"));
            settings.put("quarkus.datasource.username", stack.user());
            settings.put("quarkus.datasource.password", stack.password());
            settings.put("recloop.topic-prefix", stack.createTopics("training").prefix());
            settings.put("recloop.store-dir", folder.resolve("store").toString());
            settings.put("recloop.training.lake.dir", folder.resolve("lake").toString());
            settings.put("mp.jwt.verify.publickey.location", keys.publicKeyLocation());
            settings.put("quarkus.http.test-port", "0");
            settings.put("recloop.training.als.factors", "16");
            settings.put("recloop.training.als.threads", "2");
            settings.put("test.token.operator", token("operator"));
            settings.put("test.token.client", token("client"));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String token(String role) {
        return keys.mint("somebody", Set.of(role), "default", TOKEN);
    }

    @Override
    public void stop() {
        // Broker and database end with the Maven run.
    }
}
