package io.recloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The process that holds the broker and the database of one Maven run: `SharedStackMain FOLDER MAVEN_PID SOFTWARE`.
///
/// Ends when Maven does, or when no test has asked for the stack for two hours; deletes its folder then.
final class SharedStackMain {

    static final Duration IDLE = Duration.ofHours(2);
    static final String USER = "recloop";

    /// Its time of change says when a test last asked.
    static final String ASKED = "asked";

    private SharedStackMain() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        long maven = Long.parseLong(args[1]);
        var software = Path.of(args[2]);
        BrokerLog.to(folder.resolve("broker.log"));
        removeAbandoned(folder, software);

        var password = UUID.randomUUID().toString();
        var ports = Ports.free(3);
        var postgres = new EmbeddedPostgresServer(new EmbeddedPostgresServer.Settings(
                folder.resolve("postgres"), software, ports.get(2), USER, password, false));
        try {
            var starting = new Thread(postgres::start, "postgres-start");
            starting.start();
            var kafka = SingleNodeKafka.start(folder.resolve("kafka"), ports.get(0), ports.get(1));
            starting.join();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder, kafka, postgres), "stack-shutdown"));
            if (!postgres.isRunning()) {
                throw new IllegalStateException("PostgreSQL did not start");
            }
            new StackState(
                            ProcessHandle.current().pid(),
                            "127.0.0.1:" + ports.get(0),
                            postgres.jdbcUrl(),
                            USER,
                            password)
                    .writeTo(folder);
            Watched.exitAfter(maven);
            exitWhenIdle(folder);
            kafka.awaitShutdown();
        } catch (RuntimeException | InterruptedException e) {
            Logger.getLogger(SharedStackMain.class.getName()).log(Level.SEVERE, "the shared stack did not start", e);
            System.err.println("the shared stack did not start: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void exitWhenIdle(Path folder) {
        var watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().factory());
        var unused = watch.scheduleWithFixedDelay(
                () -> {
                    if (isIdle(folder)) {
                        System.exit(0);
                    }
                },
                1,
                1,
                TimeUnit.MINUTES);
    }

    private static boolean isIdle(Path folder) {
        try {
            var asked = Files.getLastModifiedTime(folder.resolve(ASKED)).toInstant();
            return asked.plus(IDLE).isBefore(Instant.now());
        } catch (IOException e) {
            return true;
        }
    }

    private static void end(Path folder, SingleNodeKafka kafka, EmbeddedPostgresServer postgres) {
        try {
            postgres.stop();
            kafka.close();
            Folders.delete(folder);
        } catch (IOException e) {
            System.err.println("cannot remove " + folder + ": " + e.getMessage());
        }
    }

    /// A host that was killed leaves its database running.
    private static void removeAbandoned(Path own, Path software) throws IOException {
        for (var folder :
                MavenRun.abandoned().filter(other -> !other.equals(own)).toList()) {
            try {
                new EmbeddedPostgresServer(new EmbeddedPostgresServer.Settings(
                                folder.resolve("postgres"), software, 0, USER, "", false))
                        .stop();
                Folders.delete(folder);
            } catch (IOException | RuntimeException e) {
                System.err.println("cannot remove " + folder + ": " + e.getMessage());
            }
        }
    }
}
