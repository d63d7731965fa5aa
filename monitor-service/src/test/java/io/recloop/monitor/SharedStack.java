package io.recloop.monitor;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Broker, database, keys and store for the service under test; windows of a minute in buckets of a second.
public class SharedStack implements QuarkusTestResourceLifecycleManager {
    static final String BOOTSTRAP = "kafka.bootstrap.servers";
    static final String PREFIX = "recloop.topic-prefix";
    static final String STORE = "recloop.store-dir";
    static final String KEYS = "test.keys";

    @Override
    public Map<String, String> start() {
        var stack = TestStack.shared();
        Topics topics = stack.createTopics("monitor");
        try {
            Path folder = Files.createTempDirectory("monitor-test-");
            var keys = LocalKeys.in(folder.resolve("keys"));
            var settings = new HashMap<String, String>();
            settings.put(BOOTSTRAP, stack.bootstrapServers());
            settings.put(PREFIX, topics.prefix());
            settings.put(STORE, folder.resolve("store").toString());
            settings.put(KEYS, folder.resolve("keys").toString());
            settings.put("quarkus.datasource.jdbc.url", stack.newDatabase("monitor"));
            settings.put("quarkus.datasource.username", stack.user());
            settings.put("quarkus.datasource.password", stack.password());
            settings.put("mp.jwt.verify.publickey.location", keys.publicKeyLocation());
            settings.put("mp.jwt.verify.issuer", LocalKeys.ISSUER);
            settings.put("recloop.monitor.drift.window", "PT60S");
            settings.put("recloop.monitor.drift.bucket", "PT1S");
            settings.put("recloop.monitor.drift.persistence-step", "PT0S");
            settings.put("recloop.monitor.drift.minimum-interactions", "300");
            settings.put("recloop.monitor.kpi.bucket", "PT1S");
            settings.put("recloop.monitor.ctr.window", "PT60S");
            settings.put("recloop.monitor.ctr.maturity", "PT5S");
            settings.put("recloop.monitor.ctr.reference-requests", "300");
            settings.put("recloop.monitor.ctr.minimum-requests", "200");
            settings.put("recloop.monitor.rules.look-every", "PT1S");
            settings.put("recloop.monitor.outcomes.look-every", "PT1S");
            settings.put("recloop.monitor.replicas.deadline", "PT2S");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The stack is shared and ends with the build.
    }
}
