package io.recloop.training.interactions;

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
final class PostgresLease implements Lease {
    private static final Logger LOG = Logger.getLogger(PostgresLease.class);
    /// Sets this service's locks apart from others in the same database.
    private static final int NAMESPACE = 0x1a4e;

    private static final Duration CHECKED = Duration.ofSeconds(2);
    private static final int CHECK_SECONDS = 2;

    private final DataSource database;
    private final Lake lake;
    private final Clock clock;
    private @Nullable Connection connection;
    private Instant checked = Instant.EPOCH;

    PostgresLease(DataSource database, Lake lake, Clock clock) {
        this.database = database;
        this.lake = lake;
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
                LOG.warn("the connection that holds the lake's lease is gone");
                close();
            }
            return acquire();
        } catch (SQLException | IOException e) {
            LOG.warnf("the lake's lease cannot be asked for: %s", e.getMessage());
            close();
            return false;
        }
    }

    private boolean acquire() throws SQLException, IOException {
        var candidate = database.getConnection();
        boolean acquired = false;
        try (var ask = candidate.prepareStatement("select pg_try_advisory_lock(?, ?)")) {
            ask.setInt(1, NAMESPACE);
            ask.setInt(2, lake.id().hashCode());
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
                LOG.debugf("the lake's lease was not given back: %s", e.getMessage());
            }
        }
    }
}
