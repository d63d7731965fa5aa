package io.recloop.monitor.ledger;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.embedded.TestStack;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.IngestConfig;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/// A topic's events and a replica that counts them, in transactions that also move the offset. As a
/// program it reads on where the database says, to the end, unless it is killed.
final class LedgerStream implements AutoCloseable {
    static final String TENANT = "shop";
    static final int EVENTS = 30_000;
    static final Instant BEGIN = Instant.parse("2026-11-02T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(8);
    private static final Duration LATENESS = Duration.ofHours(6);

    private final Connection connection;
    private final LedgerFeed feed;
    private final LedgerStore store;
    final Ledger ledger;
    final PersonErasure erasure;

    LedgerStream(String url, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(url, user, password);
        connection.setAutoCommit(false);
        connection.setSchema("monitor");
        // A setting is taken back by a rollback.
        connection.commit();
        var facts = facts(connection);
        var config = new FixedLedger(Optional.of("a secret"), Map.of("device", Set.of("phone")));
        var hashes = new PersonHashes(facts, config);
        feed = new LedgerFeed(facts, hashes, new AnsweredPeople(facts), config);
        store = new LedgerStore(facts, config, new FixedIngest(LATENESS));
        ledger = new Ledger(facts);
        erasure = new PersonErasure(facts, hashes);
    }

    private record FixedLedger(Optional<String> salt, Map<String, Set<String>> segments) implements LedgerConfig {
        @Override
        public Duration foldEvery() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration hours() {
            return Duration.ofDays(35);
        }

        @Override
        public Duration days() {
            return Duration.ofDays(396);
        }
    }

    private record FixedIngest(Duration lateness) implements IngestConfig {
        @Override
        public int batch() {
            return 5_000;
        }

        @Override
        public Duration gathering() {
            return Duration.ZERO;
        }

        @Override
        public Duration backOff() {
            return Duration.ZERO;
        }

        @Override
        public Duration newPartitionsEvery() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration dedupRetention() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration housekeepingEvery() {
            return Duration.ofMinutes(1);
        }
    }

    /// One connection for all, which is committed here and not when a statement is done.
    private static FactStore facts(Connection connection) {
        var kept = (Connection) proxy(Connection.class, connection, "close");
        var source = (DataSource) Proxy.newProxyInstance(
                LedgerStream.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> kept);
        return new FactStore(source);
    }

    private static Object proxy(Class<?> type, Object target, String ignored) {
        return Proxy.newProxyInstance(
                LedgerStream.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals(ignored)) {
                        return null;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    static String newDatabase() throws SQLException {
        var stack = TestStack.shared();
        var url = stack.newDatabase("ledger");
        Flyway.configure()
                .dataSource(url, stack.user(), stack.password())
                .schemas("monitor")
                .defaultSchema("monitor")
                .locations("classpath:db/monitor")
                .load()
                .migrate();
        try (var connection = DriverManager.getConnection(url, stack.user(), stack.password());
                var statement = connection.createStatement()) {
            statement.execute("insert into monitor.consumed (topic, partition, next_offset) values ('log', 0, 0)");
        }
        return url;
    }

    static LedgerStream open(String url) throws SQLException {
        return new LedgerStream(
                url, TestStack.shared().user(), TestStack.shared().password());
    }

    /// The same each time.
    static List<InteractionRecorded> events() {
        var random = new SplittableRandom(42);
        var events = new ArrayList<InteractionRecorded>();
        for (int i = 0; i < EVENTS; i++) {
            // Up to two hours old when it is logged.
            var at = BEGIN.plus(STEP.multipliedBy(i)).minusSeconds(random.nextInt(7_200));
            events.add(new InteractionRecorded(
                    "event-" + i,
                    TENANT,
                    at.isBefore(BEGIN) ? BEGIN : at,
                    "user-" + random.nextInt(2_000),
                    "item-" + (int) (3_000 * Math.pow(random.nextDouble(), 2)),
                    Action.CLICK,
                    random.nextInt(4) == 0 ? 1.0 + random.nextInt(5) : null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    random.nextInt(3) == 0 ? Map.of("device", "phone") : Map.of()));
        }
        return events;
    }

    long offset() throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery("select next_offset from consumed where topic = 'log'")) {
            row.next();
            long offset = row.getLong(1);
            connection.commit();
            return offset;
        }
    }

    /// @return whether it took effect: not where another replica was quicker
    boolean take(List<InteractionRecorded> log, long from, int size) throws SQLException {
        int to = (int) Math.min(log.size(), from + size);
        try (var update = connection.prepareStatement(
                "update consumed set next_offset = ? where topic = 'log' and next_offset = ?")) {
            update.setLong(1, to);
            update.setLong(2, from);
            if (update.executeUpdate() != 1) {
                connection.rollback();
                return false;
            }
        }
        feed.interactions(log.subList((int) from, to), feed.hasher(), one -> one.rating() == null || one.rating() >= 4);
        connection.commit();
        return true;
    }

    /// @param offset everything before it has been counted
    void fold(long offset) throws SQLException {
        store.caughtUp(BEGIN.plus(STEP.multipliedBy(offset)));
        connection.commit();
        while (store.foldParts()) {
            connection.commit();
        }
        connection.commit();
        store.closeHours();
        connection.commit();
        store.sumDays();
        connection.commit();
    }

    void read(List<InteractionRecorded> log, int batch) throws SQLException {
        long offset = offset();
        for (int i = 1; offset < log.size(); i++) {
            take(log, offset, batch);
            offset = offset();
            if (i % 7 == 0) {
                fold(offset);
            }
        }
        // Long after the last event.
        fold(offset + 100_000);
    }

    /// Everything that is stored.
    Map<String, String> cells() throws SQLException {
        var cells = new TreeMap<String, String>();
        try (var select = connection.createStatement();
                var row = select.executeQuery("""
                        select metric, segment, model, width, start, closed, encode(cell, 'hex') as cell
                        from ledger_cell
                        union all
                        select metric, segment, model, -id, start, false, encode(cell, 'hex') from ledger_part""")) {
            while (row.next()) {
                cells.put(
                        "%s/%s/%s/%d/%d/%s"
                                .formatted(
                                        row.getString("metric"),
                                        row.getString("segment"),
                                        row.getString("model"),
                                        row.getLong("width"),
                                        row.getLong("start"),
                                        row.getBoolean("closed")),
                        row.getString("cell"));
            }
        }
        connection.commit();
        return cells;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Arguments: URL, user and password of the database, size of a batch.
    public static void main(String[] args) throws SQLException {
        try (var stream = new LedgerStream(args[0], args[1], args[2])) {
            stream.read(events(), Integer.parseInt(args[3]));
        }
    }
}
