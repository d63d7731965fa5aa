package io.recloop.alert.routing;

import io.recloop.contracts.events.Severity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// From a severity to the names of the channels that are notified. Immutable.
@Singleton
public final class Routes {
    /// The channel that is always there, and that gets what another channel could not be given.
    public static final String LOG = "log";

    private final Map<Severity, List<String>> configured;
    private final Map<String, Severity> minSeverities = new TreeMap<>();

    @Inject
    public Routes(RoutingConfig config) {
        this(config.routes(), leastSevere(ConfiguredChannels.of(config)));
    }

    /// @param minSeverities of each channel beside `log`: what is less severe goes to it only by a route
    /// @throws IllegalArgumentException when a route names a channel that is not configured, or a channel is called
    ///     `log`
    Routes(Map<Severity, List<String>> routes, Map<String, Severity> minSeverities) {
        this.configured = Map.copyOf(routes);
        this.minSeverities.putAll(minSeverities);
        if (minSeverities.containsKey(LOG)) {
            throw new IllegalArgumentException("recloop.alert.channels.log: the name log is taken by the log channel");
        }
        configured.forEach((severity, channels) -> channels.forEach(channel -> {
            if (!channels().contains(channel)) {
                throw new IllegalArgumentException(
                        "recloop.alert.routes.%s names %s, which is neither log nor one of recloop.alert.channels"
                                .formatted(severity.code(), channel));
            }
        }));
    }

    private static Map<String, Severity> leastSevere(Map<String, ChannelConfig> channels) {
        var severities = new TreeMap<String, Severity>();
        channels.forEach((name, channel) -> severities.put(name, channel.minSeverity()));
        return severities;
    }

    public List<String> channelsFor(Severity severity) {
        var route = configured.get(severity);
        if (route != null) {
            return List.copyOf(new LinkedHashSet<>(route));
        }
        var channels = new LinkedHashSet<String>();
        channels.add(LOG);
        minSeverities.forEach((name, least) -> {
            if (severity.compareTo(least) >= 0) {
                channels.add(name);
            }
        });
        return List.copyOf(channels);
    }

    /// Every channel there is.
    public Set<String> channels() {
        var all = new TreeSet<>(minSeverities.keySet());
        all.add(LOG);
        return Collections.unmodifiableSet(all);
    }
}
