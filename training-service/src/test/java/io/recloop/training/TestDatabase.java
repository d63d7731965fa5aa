package io.recloop.training;

import io.recloop.embedded.TestStack;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/// A database of the test's own with this service's schema.
public record TestDatabase(DataSource source, Jdbi jdbi) {
    public static TestDatabase create() {
        var stack = TestStack.shared();
        var source = new PGSimpleDataSource();
        source.setUrl(stack.newDatabase("training"));
        source.setUser(stack.user());
        source.setPassword(stack.password());
        Flyway.configure()
                .dataSource(source)
                .schemas("training")
                .defaultSchema("training")
                .load()
                .migrate();
        return new TestDatabase(source, Jdbi.create(source));
    }
}
