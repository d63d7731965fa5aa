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
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;

/// What is to be sent, written down in the transaction of its cause. Thread-safe.
@Singleton
public final class Outbox {
    private static final String SOURCE = "/recloop/scheduler-service";

    private final OutboxRepository entries;
    private final Clock clock;

    Outbox(OutboxRepository entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /// The same for ever for the same cause, so that a reader that gets an event twice knows it.
    public static String idOf(String kind, String cause) {
        return UUID.nameUUIDFromBytes((kind + "/" + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Once for each event id, however often it is asked for.
    public void append(Topic topic, Event event) {
        entries.append(topic, event, headers(event), clock.instant());
    }

    /// In the caller's transaction.
    public void deleteSentBefore(Instant time) {
        entries.deleteSentBefore(time);
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
