package io.recloop.kit.topics;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InvalidEventException;
import org.jspecify.annotations.Nullable;

/// The value of a record: an event, or the reason why it is none. Immutable.
public final class Received {
    private final byte[] value;
    private final @Nullable Event event;
    private final @Nullable InvalidEventException refusal;

    private Received(byte[] value, @Nullable Event event, @Nullable InvalidEventException refusal) {
        this.value = value;
        this.event = event;
        this.refusal = refusal;
    }

    static Received event(byte[] value, Event event) {
        return new Received(value, event, null);
    }

    static Received refused(byte[] value, InvalidEventException why) {
        return new Received(value, null, why);
    }

    /// @throws InvalidEventException where the value is not an event of its topic
    public Event event() throws InvalidEventException {
        if (event == null) {
            throw refusal == null
                    ? new InvalidEventException(InvalidEventException.Code.MALFORMED, "the record has no value")
                    : refusal;
        }
        return event;
    }

    /// The bytes as they were on the topic.
    byte[] value() {
        return value;
    }
}
