package io.recloop.monitor.ingest;

import java.time.Instant;

/// Facts that have an end.
public interface Retention {
    /// Called in a transaction.
    void deleteOld(Instant now);
}
