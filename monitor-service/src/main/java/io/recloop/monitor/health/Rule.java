package io.recloop.monitor.health;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Looks at the facts again and again, and raises or resolves.
public interface Rule {
    void look(Handle transaction, Instant now);
}
