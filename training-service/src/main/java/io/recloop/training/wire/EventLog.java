package io.recloop.training.wire;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;

/// Writes events. Thread-safe.
public interface EventLog {
    String SOURCE = "/recloop/training-service";

    /// Returns once the broker has acknowledged.
    ///
    /// @throws NotAcknowledgedException where it did not in time; the event may be on the topic all the same
    void append(Topic topic, Event event);

    /// Writes without waiting; what the broker does not take is logged and lost.
    void offer(Topic topic, Event event);

    /// The broker did not acknowledge.
    final class NotAcknowledgedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NotAcknowledgedException(Topic topic, Event event, Throwable cause) {
            super(
                    "the broker did not acknowledge %s on %s: %s"
                            .formatted(CloudEventHeaders.type(event), topic.topicName(), cause.getMessage()),
                    cause);
        }
    }
}
