package io.recloop.alert;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/// The two things that every package is given: the time and the database.
final class Wiring {
    Wiring() {}

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static Jdbi database(DataSource dataSource) {
        return Jdbi.create(dataSource);
    }
}
