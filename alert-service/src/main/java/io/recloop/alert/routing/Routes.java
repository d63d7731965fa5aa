package io.recloop.alert.routing;

import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// From a severity to the channels that are notified. Immutable.
@Singleton
public final class Routes {
    /// The channel that always exists, and the fallback for a channel that cannot be reached.
    public static final String LOG = "log";

    private final Map<Severity, List<String>> configured;
    private final Map<String, RoutingConfig.Webhook> webhooks;

    /// @throws IllegalArgumentException when a route names a channel that is not configured, or a webhook is called
    ///     `log`
    public Routes(RoutingConfig config) {
        configured = Map.copyOf(config.routes());
        webhooks = new TreeMap<>(config.webhooks());
        if (webhooks.containsKey(LOG)) {
            throw new IllegalArgumentException("alert.webhooks.log: the name log is taken by the log channel");
        }
        webhooks.forEach((name, webhook) -> {
            var scheme = webhook.url().getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme)) {
                throw new IllegalArgumentException("alert.webhooks.%s.url must begin with http".formatted(name));
            }
        });
        configured.forEach((severity, channels) -> channels.forEach(channel -> {
            if (!channels().contains(channel)) {
                throw new IllegalArgumentException(
                        "alert.routes.%s names %s, which is neither log nor one of alert.webhooks"
                                .formatted(severity.code(), channel));
            }
        }));
    }

    public List<String> channelsFor(Severity severity) {
        var route = configured.get(severity);
        if (route != null) {
            return List.copyOf(new LinkedHashSet<>(route));
        }
        var channels = new LinkedHashSet<String>();
        channels.add(LOG);
        webhooks.forEach((name, webhook) -> {
            if (severity.compareTo(webhook.minSeverity()) >= 0) {
                channels.add(name);
            }
        });
        return List.copyOf(channels);
    }

    /// Every channel there is.
    public Set<String> channels() {
        var all = new TreeSet<>(webhooks.keySet());
        all.add(LOG);
        return all;
    }

    public Map<String, RoutingConfig.Webhook> webhooks() {
        return Map.copyOf(webhooks);
    }
}
