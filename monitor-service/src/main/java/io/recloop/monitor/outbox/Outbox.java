package io.recloop.monitor.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.topics.TopicNames;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Events that must leave, written in the transaction of what caused them.
@Singleton
public final class Outbox {
    private static final String SOURCE = "/recloop/monitor-service";

    private final TopicNames names;
    private final Clock clock;

    Outbox(TopicNames names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    public void append(Handle transaction, Topic topic, Event event) {
        append(transaction, names.of(topic), event.key(), EventCodec.write(event), CloudEventHeaders.of(event, SOURCE));
    }

    /// @param topic physical name
    public void append(Handle transaction, String topic, String key, byte[] value, Map<String, byte[]> headers) {
        var text = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> new String(header.getValue(), StandardCharsets.UTF_8)));
        try {
            transaction
                    .createUpdate("""
                        insert into outbox (topic, key, value, headers, created_at)
                        values (:topic, :key, :value, cast(:headers as jsonb), :now)\
                        """)
                    .bind("topic", topic)
                    .bind("key", key)
                    .bind("value", value)
                    .bind("headers", EventCodec.JSON.writeValueAsString(text))
                    .bind("now", clock.instant())
                    .execute();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
