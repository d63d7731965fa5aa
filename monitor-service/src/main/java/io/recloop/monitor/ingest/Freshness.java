package io.recloop.monitor.ingest;

import java.time.Duration;

/// Whether the facts are up to date with the topics.
public interface Freshness {
    /// Waits until everything that was on the topics at the call is in the facts.
    ///
    /// @return false where it is not within the time
    boolean awaitCaughtUp(Duration atMost) throws InterruptedException;

    /// Whether this replica reads the topics; one that stands by does not know how far the facts are.
    boolean isReading();
}
