package io.recloop.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A real PostgreSQL on 127.0.0.1, on a folder that is kept.
///
/// The server is a process of its own, in a session of its own: it outlives a killed JVM, and Ctrl-C in a
/// terminal does not reach it. [#start()] first stops a server that an earlier JVM left running on the same
/// folder. Not thread-safe.
public final class EmbeddedPostgresServer implements AutoCloseable {

    static final String RELEASE = "18.1.0";

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 20;
    private static final int PROCESS_AFTER_FILES_SECONDS = 3;
    private static final Duration BACKENDS_OF_A_KILLED_SERVER = Duration.ofSeconds(10);

    private final Settings settings;
    private final PostgresFolder folder;

    /// @param dataDir   created and initialised when absent
    /// @param software  where the server's programs are unpacked; may be shared
    /// @param user      superuser, and the only role; takes effect when the folder is initialised, as does the
    /// password
    /// @param durable   false gives up safety against a crash of the machine for speed; a killed process loses
    /// nothing
    public record Settings(Path dataDir, Path software, int port, String user, String password, boolean durable) {}

    public EmbeddedPostgresServer(Settings settings) {
        this.settings = settings;
        this.folder = new PostgresFolder(settings.dataDir().toAbsolutePath());
    }

    /// Returns when the server accepts connections.
    ///
    /// @throws IllegalStateException when it does not start; the message holds the end of its log
    public EmbeddedPostgresServer start() {
        try {
            var bin =
                    PostgresBinaries.under(settings.software().toAbsolutePath()).resolve("bin");
            stopLeftOver(bin);
            if (!folder.isInitialised()) {
                initialise(bin);
            }
            var written = folder.majorRelease();
            if (!RELEASE.startsWith(written + ".")) {
                throw new IllegalStateException(
                        "%s was written by PostgreSQL %s and this one is %s: dump it with the old release, or choose another folder"
                                .formatted(folder.path(), written, RELEASE));
            }
            launch(bin);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + folder.path(), e);
        }
    }

    public boolean isRunning() {
        return process().isPresent();
    }

    /// Empty when no server runs on the folder.
    public Optional<ProcessHandle> process() {
        return folder.server();
    }

    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
    }

    /// Disconnects the clients and writes everything down.
    public void stop() {
        try {
            stopLeftOver(
                    PostgresBinaries.under(settings.software().toAbsolutePath()).resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop PostgreSQL in " + folder.path(), e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void stopLeftOver(Path bin) throws IOException {
        var leftOver = folder.server();
        if (leftOver.isEmpty()) {
            return;
        }
        for (var mode : List.of("fast", "immediate")) {
            run(bin, "pg_ctl", "stop", "-D", folder.path().toString(), "-w", "-t", "" + STOP_SECONDS, "-m", mode);
            if (ended(leftOver.get())) {
                return;
            }
        }
        throw new IllegalStateException("the PostgreSQL server of " + folder.path() + " does not stop");
    }

    /// pg_ctl waits for the server's files to go; the process goes a moment later.
    private static boolean ended(ProcessHandle server) {
        try {
            server.onExit().get(PROCESS_AFTER_FILES_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Initialises beside the folder and renames, so that an interrupted start leaves no half of a database.
    private void initialise(Path bin) throws IOException {
        var draft = folder.path().resolveSibling(folder.path().getFileName() + ".draft");
        Folders.delete(draft);
        Files.createDirectories(draft.resolveSibling(""));
        var password = Files.createTempFile(
                "recloop", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, settings.password());
            var arguments = new ArrayList<>(List.of(
                    "-D",
                    draft.toString(),
                    "-U",
                    settings.user(),
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C"));
            if (!settings.durable()) {
                arguments.add("--no-sync");
            }
            run(bin, "initdb", arguments.toArray(String[]::new)).ifPresent(said -> {
                throw new IllegalStateException("PostgreSQL's initdb failed: " + said);
            });
            Files.move(draft, folder.path());
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private void launch(Path bin) throws IOException {
        var log = folder.path().resolveSibling("postgres.log");
        var options =
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c log_min_messages=warning"
                        .formatted(settings.port());
        if (!settings.durable()) {
            options += " -c fsync=off -c full_page_writes=off";
        }
        var said = Optional.<String>empty();
        long deadline = System.nanoTime() + BACKENDS_OF_A_KILLED_SERVER.toNanos();
        do {
            said = run(
                    bin,
                    "pg_ctl",
                    "start",
                    "-D",
                    folder.path().toString(),
                    "-w",
                    "-t",
                    "" + START_SECONDS,
                    "-l",
                    log.toString(),
                    "-o",
                    options);
            // After kill -9 of the postmaster its backends hold the shared memory until they notice.
        } while (said.isPresent()
                && System.nanoTime() < deadline
                && Waiting.lastLines(log, 5).contains("pre-existing shared memory block"));
        said.ifPresent(complaint -> {
            throw new IllegalStateException("PostgreSQL did not start on port " + settings.port() + ": " + complaint
                    + " " + Waiting.lastLines(log, 6));
        });
    }

    /// @return what the program said, when it failed
    private static Optional<String> run(Path bin, String program, String... arguments) throws IOException {
        var line = new ArrayList<String>();
        if (isRootOnLinux()) {
            // PostgreSQL refuses to run as root; in a user namespace without a mapping the same process is "nobody".
            line.addAll(List.of("unshare", "-U"));
        }
        line.add(bin.resolve(program).toString());
        line.addAll(List.of(arguments));
        var output = Files.createTempFile("recloop-" + program, ".out");
        try {
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(START_SECONDS + STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of(program + " did not end");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(Waiting.lastLines(output, 6));
        } catch (IOException e) {
            throw isRootOnLinux()
                    ? new IOException(
                            "PostgreSQL does not run as root, and `unshare -U` (util-linux) is not usable: run Recloop as another user",
                            e)
                    : e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean isRootOnLinux() {
        return "root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").startsWith("Linux");
    }
}
