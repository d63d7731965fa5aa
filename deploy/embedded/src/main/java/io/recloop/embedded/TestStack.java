package io.recloop.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// One broker and one PostgreSQL for all tests of one Maven run: embedded, or with `-Drecloop.test.stack=containers`
/// as containers.
///
/// The first test that asks starts them in a process of their own; every other test, module and class loader of the
/// same run finds them. They end with Maven. Tests keep apart by topics and databases of their own. Thread-safe.
public final class TestStack {

    private static final Duration START = Duration.ofSeconds(120);
    private static final long LOCK_POLL_NANOS = Duration.ofMillis(20).toNanos();
    private static final int MAX_PREFIX = 40;

    private final StackState state;

    private TestStack(StackState state) {
        this.state = state;
    }

    /// @throws IllegalStateException when the stack does not start; the message holds the end of its log
    public static TestStack shared() {
        return shared(MavenRun.current(), StackKind.configured());
    }

    static TestStack shared(MavenRun run, StackKind kind) {
        try {
            var folder = Files.createDirectories(run.folder());
            try (var channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock(channel);
                touch(folder.resolve(SharedStackMain.ASKED));
                var running = StackState.in(folder).filter(StackState::isAlive);
                return new TestStack(running.isPresent() ? running.get() : start(run, kind, folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + run.folder(), e);
        }
    }

    /// A stopped broker of the test's own, to be stopped, killed and started again on the same port and data.
    ///
    /// @param dataDir a temporary folder of the test
    public static RestartableBroker dedicatedBroker(Path dataDir) {
        return RestartableBroker.in(dataDir);
    }

    /// For `kafka.bootstrap.servers`.
    public String bootstrapServers() {
        return state.bootstrapServers();
    }

    /// Of the database that is always there; prefer [#newDatabase(String)].
    public String jdbcUrl() {
        return state.jdbcUrl();
    }

    public String user() {
        return state.user();
    }

    public String password() {
        return state.password();
    }

    /// A fresh, empty database.
    ///
    /// @param prefix letters, digits and underscores, for people who look at the server
    /// @return its JDBC URL; user and password are those of the stack
    public String newDatabase(String prefix) {
        var name = bounded(prefix.toLowerCase(Locale.ROOT).replace('-', '_')) + "_" + unique();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("create database \"" + name + "\"");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        return state.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    }

    /// All topics of the contract and their dead letters, under a prefix that nobody else has:
    /// `als-1f0c9a-interactions`.
    public Topics createTopics(String prefix) {
        try (var admin = admin()) {
            return new Topics(bounded(prefix) + "-" + unique() + "-").create(admin);
        }
    }

    /// To be closed by the caller.
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    private Connection connect() throws SQLException {
        var login = new Properties();
        login.setProperty("user", user());
        login.setProperty("password", password());
        try {
            // Not DriverManager.getConnection alone: in a class loader of a test framework nobody has registered the
            // driver.
            Class.forName("org.postgresql.Driver", true, TestStack.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new SQLException("PostgreSQL's driver is not on the classpath", e);
        }
        return DriverManager.getConnection(jdbcUrl(), login);
    }

    private static String bounded(String prefix) {
        if (!prefix.matches("[a-zA-Z0-9_-]{1," + MAX_PREFIX + "}")) {
            throw new IllegalArgumentException(
                    "a prefix has 1 to " + MAX_PREFIX + " letters, digits, - and _, was '" + prefix + "'");
        }
        return prefix;
    }

    private static String unique() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 8);
    }

    private static StackState start(MavenRun run, StackKind kind, Path folder) throws IOException {
        var refused = folder.resolve(SharedStackMain.REFUSED);
        if (Files.exists(refused)) {
            throw new IllegalStateException(Files.readString(refused));
        }
        Folders.delete(folder.resolve("kafka"));
        Files.deleteIfExists(folder.resolve("stack.properties"));
        var classpath = EmbeddedClasspath.forChild();
        var line = new ArrayList<>(Jvm.command(classpath, 512));
        line.add(SharedStackMain.class.getName());
        line.add(folder.toString());
        line.add(Long.toString(run.pid()));
        line.add(EmbeddedClasspath.lib().resolveSibling("postgres").toString());
        line.add(kind.code());
        var console = folder.resolve("console.log");
        var host = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                .start();
        Waiting.until(
                START,
                () -> StackState.in(folder).isPresent(),
                host::isAlive,
                () -> "the shared broker and database did not start: " + Waiting.lastLines(console, 8));
        return StackState.in(folder).orElseThrow();
    }

    /// Another class loader of this JVM may hold the lock, which the JVM reports instead of waiting.
    private static void lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                if (channel.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "another test in this JVM has been starting the stack for too long", e);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("another process has been starting the shared stack for too long");
            }
            LockSupport.parkNanos(LOCK_POLL_NANOS);
        }
    }

    private static void touch(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }
}
