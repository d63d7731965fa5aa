package io.recloop.scheduler;

import io.recloop.embedded.TestStack;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of one test class's own, migrated as the service does it.
public final class SchedulerDatabase {
    private SchedulerDatabase() {}

    public static Jdbi fresh() {
        var stack = TestStack.shared();
        var source = new PGSimpleDataSource();
        source.setUrl(stack.newDatabase("scheduler"));
        source.setUser(stack.user());
        source.setPassword(stack.password());
        Flyway.configure()
                .dataSource(source)
                .locations("db/scheduler")
                .schemas("scheduler")
                .defaultSchema("scheduler")
                .load()
                .migrate();
        return Jdbi.create(source);
    }
}
