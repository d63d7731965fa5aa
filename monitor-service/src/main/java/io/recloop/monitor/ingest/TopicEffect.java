package io.recloop.monitor.ingest;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import java.time.Instant;

/// What the events of a topic do to the facts. Several effects may follow one topic.
public interface TopicEffect<E extends Event> {
    Topic topic();

    Class<E> family();

    /// Called in the transaction that also moves the offsets, so each record takes effect once. Events
    /// may come in any order across partitions, and a sender may have sent one twice.
    void apply(TopicEvents<E> events, Instant now);
}
