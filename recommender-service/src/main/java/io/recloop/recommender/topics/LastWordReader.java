package io.recloop.recommender.topics;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Turns the records of a compacted topic into events and tombstones.
final class LastWordReader<E extends Event> implements TopicReader {
    private final LastWords<E> words;
    private final RefusedRecords refused;
    private final Clock clock;
    private volatile boolean caughtUp;

    LastWordReader(LastWords<E> words, RefusedRecords refused, Clock clock) {
        this.words = words;
        this.refused = refused;
        this.clock = clock;
    }

    boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            forget(record.key());
            return;
        }
        try {
            words.apply().accept(EventCodec.read(words.family(), record.value(), clock.instant()));
        } catch (InvalidEventException e) {
            refused.count(words.topic(), e);
        }
    }

    @Override
    public void caughtUp() {
        caughtUp = true;
    }

    /// A tombstone has no value: whose word it takes back is in the key, `tenant/id`.
    private void forget(byte @Nullable [] key) {
        if (key == null) {
            return;
        }
        var text = new String(key, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        if (slash > 0) {
            words.forget().accept(text.substring(0, slash), text.substring(slash + 1));
        }
    }
}
