package io.recloop.monitor.outbox;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;

final class Wiring {
    Wiring() {}

    @Produces
    @Singleton
    static Jdbi jdbi(AgroalDataSource dataSource) {
        var jdbi = Jdbi.create(dataSource);
        // Transactions are begun and ended outside of it.
        jdbi.getConfig(Handles.class).setForceEndTransactions(false);
        return jdbi;
    }
}
