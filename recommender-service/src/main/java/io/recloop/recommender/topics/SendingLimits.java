package io.recloop.recommender.topics;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;

/// Gives what sends its limits of time: they are durations in the configuration, and milliseconds at Kafka's producer.
@ApplicationScoped
class SendingLimits implements ClientCustomizer<Map<String, Object>> {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

    private final TopicsConfig.Sending config;

    SendingLimits(TopicsConfig config) {
        this.config = config.sending();
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> client) {
        return channel.equals("topics-out") ? limited(client, config.acknowledgement(), Duration.ZERO) : client;
    }

    static Map<String, Object> limited(Map<String, Object> client, Duration total, Duration linger) {
        long request = Math.clamp(total.minus(linger).toMillis(), 1, LONGEST_REQUEST.toMillis());
        var limited = new HashMap<>(client);
        // As texts: the connector reads one of them back as a text.
        limited.put(ProducerConfig.LINGER_MS_CONFIG, Long.toString(linger.toMillis()));
        limited.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(total.toMillis()));
        limited.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(total.toMillis()));
        limited.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Long.toString(request));
        return limited;
    }
}
