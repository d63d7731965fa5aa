package io.recloop.training.wire;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.topics.NotAcknowledgedException;

/// Writes events: [ChannelLog] does it, and a test puts one in its place that breaks down or stands still at a
/// chosen event. Thread-safe.
public interface EventLog {
    /// Returns once the broker has acknowledged.
    ///
    /// @throws NotAcknowledgedException where it did not in time; the event may be on the topic all the same
    void append(Topic topic, Event event);

    /// Writes without waiting; what the broker does not take is logged and lost.
    void offer(Topic topic, Event event);
}
