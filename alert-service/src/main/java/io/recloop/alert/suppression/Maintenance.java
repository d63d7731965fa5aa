package io.recloop.alert.suppression;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.StorableText;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Maintenance of a tenant: until it ends, incidents are recorded and nobody is notified.
@Singleton
public class Maintenance implements PanacheRepositoryBase<Maintenance.Row, String> {
    private final Clock clock;

    Maintenance(Clock clock) {
        this.clock = clock;
    }

    public record Window(Instant since, Instant until, String reason, String author) {}

    @Entity(name = "MaintenanceRow")
    @Table(schema = "alert", name = "maintenance")
    static class Row {
        @Id
        String tenant;

        Instant since;
        Instant until;
        String reason;
        String author;

        @SuppressWarnings("NullAway.Init")
        protected Row() {}

        private Window window() {
            return new Window(since, until, reason, author);
        }
    }

    @Transactional
    public Optional<Window> at(String tenant, Instant at) {
        return findByIdOptional(tenant).map(Row::window).filter(window -> at.isBefore(window.until()));
    }

    /// Replaces a window that is on.
    @Transactional
    public Window begin(String tenant, Instant until, String reason, String author) {
        var row = findByIdOptional(tenant).orElseGet(Row::new);
        row.tenant = tenant;
        row.since = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.until = until.truncatedTo(ChronoUnit.MICROS);
        row.reason = StorableText.of(reason);
        row.author = author;
        persist(row);
        return row.window();
    }

    /// @return whether it was on
    @Transactional
    public boolean end(String tenant) {
        boolean on = at(tenant, clock.instant()).isPresent();
        deleteById(tenant);
        return on;
    }
}
