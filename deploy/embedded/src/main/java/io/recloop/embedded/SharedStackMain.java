package io.recloop.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The process that holds the broker and the database of one Maven run.
///
/// Arguments: the run's folder, Maven's process id, the folder of the unpacked PostgreSQL, the kind of stack. Ends when
/// Maven does, or when no test has asked for the stack for two hours; deletes its folder then.
final class SharedStackMain {

    static final Duration IDLE = Duration.ofHours(2);
    static final String USER = "recloop";

    /// Its time of change says when a test last asked.
    static final String ASKED = "asked";

    /// Says why this run has no stack and will not get one.
    static final String REFUSED = "refused";

    private SharedStackMain() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        long maven = Long.parseLong(args[1]);
        var software = Path.of(args[2]);
        var kind = StackKind.of(args[3]);
        BrokerLog.to(folder.resolve("broker.log"));
        removeAbandoned(folder, software);

        try {
            var servers = SharedServers.start(kind, folder, software);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder, servers), "stack-shutdown"));
            servers.state().writeTo(folder);
            Watched.exitAfter(maven);
            exitWhenIdle(folder);
            servers.awaitShutdown();
        } catch (NoDockerException e) {
            // Found by every later test of the run, which then fails at once instead of asking again.
            AtomicFiles.write(folder.resolve(REFUSED), NoDockerException.REASON);
            System.err.println(NoDockerException.REASON);
            System.exit(2);
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

    private static void end(Path folder, SharedServers servers) {
        try {
            servers.stop();
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
