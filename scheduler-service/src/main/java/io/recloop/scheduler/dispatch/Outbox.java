package io.recloop.scheduler.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// What is to be sent, written down in the transaction of its cause. Thread-safe.
@Singleton
public final class Outbox {
    private static final String SOURCE = "/recloop/scheduler-service";

    private final Clock clock;

    public Outbox(Clock clock) {
        this.clock = clock;
    }

    /// The same for ever for the same cause, so that whoever hears an event twice knows it.
    public static String idOf(String kind, String cause) {
        return UUID.nameUUIDFromBytes((kind + "/" + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Once for each event id, however often it is asked for.
    public void append(Handle handle, Topic topic, Event event) {
        handle.createUpdate("""
                        insert into scheduler.outbox (event_id, topic, key, headers, value, created_at)
                        values (:event, :topic, :key, cast(:headers as jsonb), :value, :now) on conflict do nothing""")
                .bind("event", event.eventId())
                .bind("topic", topic.name())
                .bind("key", event.key())
                .bind("headers", headers(event))
                .bind("value", EventCodec.write(event))
                .bind("now", clock.instant())
                .execute();
    }

    private static String headers(Event event) {
        var texts = new TreeMap<String, String>();
        CloudEventHeaders.of(event, SOURCE)
                .forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.UTF_8)));
        try {
            return EventCodec.JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
