package io.recloop.alert;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.recloop.embedded.LocalKeys;
import io.recloop.embedded.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// Broker, database and keys of the shared stack, for the whole service.
public final class AlertStack implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        var stack = TestStack.shared();
        var topics = stack.createTopics("alert");
        var keys = keys();
        return Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", stack.bootstrapServers()),
                Map.entry("recloop.topic-prefix", topics.prefix()),
                Map.entry("quarkus.datasource.jdbc.url", stack.newDatabase("alert")),
                Map.entry("quarkus.datasource.username", stack.user()),
                Map.entry("quarkus.datasource.password", stack.password()),
                Map.entry("mp.jwt.verify.publickey.location", keys.publicKeyLocation()),
                Map.entry("quarkus.http.test-port", "0"),
                Map.entry("test.token.operator", token(keys, "operator", "default")),
                Map.entry("test.token.admin", token(keys, "admin", "default")),
                Map.entry("test.token.client", token(keys, "client", "default")),
                Map.entry("test.token.contract", token(keys, "operator", "contract")),
                Map.entry("test.token.amtool", token(keys, "operator", "amtool")),
                Map.entry("test.token.prometheus", token(keys, "operator", "prometheus")),
                Map.entry("test.token.stranger", token(keys, "operator", "other")));
    }

    private static String token(LocalKeys keys, String role, String tenant) {
        return keys.mint("lan", Set.of(role), tenant, Duration.ofHours(1));
    }

    private static LocalKeys keys() {
        try {
            return LocalKeys.in(Files.createTempDirectory("alert-keys"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The stack ends with Maven.
    }
}
