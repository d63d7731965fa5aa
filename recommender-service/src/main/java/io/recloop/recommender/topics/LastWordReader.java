package io.recloop.recommender.topics;

import io.recloop.contracts.events.Event;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Turns the records of a compacted topic keyed `tenant/id` into events and tombstones.
public final class LastWordReader<E extends Event> implements TopicReader {
    private final LastWords<E> words;
    private final EventDecoder decoder;
    private volatile boolean caughtUp;

    public LastWordReader(LastWords<E> words, EventDecoder decoder) {
        this.words = words;
        this.decoder = decoder;
    }

    /// Whether what was there at the start has been read.
    public boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            forget(record.key());
        } else {
            decoder.decode(words.topic(), words.family(), record.value()).ifPresent(words.apply());
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
