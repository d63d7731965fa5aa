package io.recloop.training.wire;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A session-level advisory lock: PostgreSQL gives it back when this process dies. Thread-safe.
public final class PostgresLease implements Lease {
    private static final Logger LOG = Logger.getLogger(PostgresLease.class);
    /// Sets this service's locks apart from others in the same database.
    private static final int NAMESPACE = 0x1a4e;

    private static final Duration CHECKED = Duration.ofSeconds(2);
    private static final int CHECK_SECONDS = 2;

    private final DataSource database;
    private final Name name;
    private final Clock clock;
    private @Nullable Connection connection;
    private Instant checked = Instant.EPOCH;

    /// What the right is to; asked for when the right is.
    @FunctionalInterface
    public interface Name {
        String of() throws IOException;
    }

    public PostgresLease(DataSource database, Name name, Clock clock) {
        this.database = database;
        this.name = name;
        this.clock = clock;
    }

    @Override
    public synchronized boolean held() {
        try {
            var open = connection;
            if (open != null) {
                if (clock.instant().isBefore(checked.plus(CHECKED)) || open.isValid(CHECK_SECONDS)) {
                    checked = clock.instant().isBefore(checked.plus(CHECKED)) ? checked : clock.instant();
                    return true;
                }
                // Somebody else may have had it in between: who asks has to hear of that before it is taken again.
                LOG.warn("a connection that held a lease is gone");
                close();
                return false;
            }
            return acquire();
        } catch (SQLException | IOException e) {
            LOG.warnf("a lease cannot be asked for: %s", e.getMessage());
            close();
            return false;
        }
    }

    private boolean acquire() throws SQLException, IOException {
        var candidate = database.getConnection();
        boolean acquired = false;
        try (var ask = candidate.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            ask.setInt(1, NAMESPACE);
            ask.setInt(2, name.of().hashCode());
            try (var answer = ask.executeQuery()) {
                acquired = answer.next() && answer.getBoolean(1);
            }
        } finally {
            if (!acquired) {
                candidate.close();
            }
        }
        if (acquired) {
            connection = candidate;
            checked = clock.instant();
        }
        return acquired;
    }

    @Override
    public synchronized void close() {
        var open = connection;
        connection = null;
        if (open != null) {
            try (open;
                    var release = open.prepareStatement("select pg_advisory_unlock_all()")) {
                release.execute();
            } catch (SQLException e) {
                LOG.debugf("a lease was not given back: %s", e.getMessage());
            }
        }
    }
}
