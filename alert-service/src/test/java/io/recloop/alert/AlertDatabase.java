package io.recloop.alert;

import io.recloop.embedded.TestStack;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of one test class's own, migrated as the service does it.
public final class AlertDatabase {
    private AlertDatabase() {}

    public static Jdbi fresh() {
        var stack = TestStack.shared();
        var source = new PGSimpleDataSource();
        source.setUrl(stack.newDatabase("alert"));
        source.setUser(stack.user());
        source.setPassword(stack.password());
        Flyway.configure()
                .dataSource(source)
                .locations("db/alert")
                .schemas("alert")
                .defaultSchema("alert")
                .load()
                .migrate();
        return Jdbi.create(source);
    }
}
