package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;

/// Which alerts this service has raised and not resolved. Thread-safe.
@Singleton
@Transactional
public class OpenAlerts {
    private final OpenAlertRepository rows;
    private final Clock clock;

    @Inject
    OpenAlerts(OpenAlertRepository rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    public void raised(String fingerprint, String tenant, String rule) {
        rows.raise(fingerprint, tenant, rule, clock.instant());
    }

    public boolean isOpen(String fingerprint) {
        return rows.findByIdOptional(fingerprint).isPresent();
    }

    public void resolved(String fingerprint) {
        rows.deleteById(fingerprint);
    }
}
