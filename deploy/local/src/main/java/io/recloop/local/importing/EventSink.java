package io.recloop.local.importing;

import io.recloop.contracts.events.Event;

/// Where events go. One thread sends.
public interface EventSink extends AutoCloseable {

    /// May block while too many are on their way.
    ///
    /// @throws io.recloop.local.layout.LocalFailure when an earlier event could not be delivered
    void send(Event event);

    /// Returns when everything sent has been acknowledged or given up.
    ///
    /// @throws io.recloop.local.layout.LocalFailure when something could not be delivered
    void flush();

    /// Events that the broker has confirmed so far.
    long acknowledged();

    @Override
    void close();
}
