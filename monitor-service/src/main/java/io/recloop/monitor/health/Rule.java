package io.recloop.monitor.health;

import java.time.Instant;

/// Looks at the facts again and again, and raises or resolves.
public interface Rule {
    /// Called in a transaction.
    void look(Instant now);
}
