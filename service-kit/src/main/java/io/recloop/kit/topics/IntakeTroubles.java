package io.recloop.kit.topics;

import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Which topics are held up by an event that cannot take effect; not ready meanwhile. Thread-safe.
// A qualifier such as that of health checks takes the default one away.
@Default
@Readiness
@Singleton
public final class IntakeTroubles implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(IntakeTroubles.class);

    private final TopicNames names;
    private final Clock clock;
    private final Map<String, Trouble> byTopic = new ConcurrentHashMap<>();

    private record Trouble(Instant since, String why) {}

    IntakeTroubles(TopicNames names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    /// Logged once for as long as it lasts: a database that is away for an hour is two lines.
    ///
    /// @param topic physical name
    void begin(String topic, Throwable why) {
        var known = byTopic.putIfAbsent(topic, new Trouble(clock.instant(), String.valueOf(why.getMessage())));
        if (known == null) {
            LOG.errorf(why, "topic=%s: an event cannot take effect, and is tried again", topic);
        }
    }

    void end(String topic) {
        if (byTopic.remove(topic) != null) {
            LOG.infof("topic=%s: events take effect again", topic);
        }
    }

    String logical(String topic) {
        return names.topic(topic).topicName();
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("topics").status(byTopic.isEmpty());
        new TreeMap<>(byTopic)
                .forEach((topic, trouble) -> response.withData(
                        logical(topic), "held up since %s: %s".formatted(trouble.since(), trouble.why())));
        return response.build();
    }
}
