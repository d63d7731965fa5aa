package io.recloop.monitor.ingest;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Facts that have an end.
public interface Retention {
    void deleteOld(Handle transaction, Instant now);
}
