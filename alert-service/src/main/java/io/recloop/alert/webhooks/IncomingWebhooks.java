package io.recloop.alert.webhooks;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The configured webhooks. What is configured wrongly ends the start.
@Startup
@Singleton
class IncomingWebhooks {
    static final String GRAFANA = "grafana";

    private final Map<String, WebhookMapping> byName = new TreeMap<>();

    IncomingWebhooks(IncomingWebhookConfig config, Clock clock) {
        config.webhooks().forEach((name, mapping) -> {
            if (name.equals(GRAFANA)) {
                throw new IllegalArgumentException(
                        "recloop.alert.incoming-webhooks.grafana: the name is taken, its mapping is fixed");
            }
            byName.put(name, new WebhookMapping(name, mapping, clock));
        });
    }

    Optional<WebhookMapping> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
