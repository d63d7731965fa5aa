package io.recloop.training.registry;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

@Singleton
final class Database {
    @Produces
    @Singleton
    Jdbi jdbi(DataSource source) {
        return Jdbi.create(source);
    }
}
