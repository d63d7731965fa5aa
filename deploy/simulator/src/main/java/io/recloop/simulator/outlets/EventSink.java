package io.recloop.simulator.outlets;

import io.recloop.contracts.events.Event;
import java.io.IOException;

/// Where events go. Thread-safe.
public interface EventSink {
    /// Takes the event; waits only while the way out is full.
    void send(Event event);

    /// Waits until everything taken so far has arrived.
    ///
    /// @throws IOException if anything taken was lost, saying how much and why
    void flush() throws IOException;
}
