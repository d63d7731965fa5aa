package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;

/// Which alerts this service has raised and not resolved. Thread-safe.
@Singleton
public final class OpenAlerts {
    private final Jdbi database;
    private final Clock clock;

    @Inject
    public OpenAlerts(Jdbi database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public void raised(String fingerprint, String tenant, String rule) {
        database.useHandle(handle -> handle.execute("""
                insert into training.open_alerts (fingerprint, tenant, rule, raised_at) values (?, ?, ?, ?)
                on conflict (fingerprint) do nothing""", fingerprint, tenant, rule, Document.utc(clock.instant())));
    }

    public boolean isOpen(String fingerprint) {
        return database.withHandle(
                handle -> handle.createQuery("select count(*) from training.open_alerts where fingerprint = :f")
                                .bind("f", fingerprint)
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }

    public void resolved(String fingerprint) {
        database.useHandle(
                handle -> handle.execute("delete from training.open_alerts where fingerprint = ?", fingerprint));
    }
}
