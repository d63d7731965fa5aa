package io.recloop.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A broker in a process of its own that can be stopped, killed and started again on the same port and data.
///
/// Ends with the JVM that created it, also when that one is killed. Not thread-safe: one test drives it.
public final class RestartableBroker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final BrokerCommand command;
    private @Nullable Process process;

    private RestartableBroker(BrokerCommand command) {
        this.command = command;
    }

    /// A stopped broker on free ports; call [#start()].
    ///
    /// @param dataDir kept between starts; created when absent
    public static RestartableBroker in(Path dataDir) {
        var ports = Ports.free(2);
        return new RestartableBroker(new BrokerCommand(dataDir, ports.get(0), ports.get(1), 256));
    }

    public String bootstrapServers() {
        return command.bootstrapServers();
    }

    public boolean isRunning() {
        var running = process;
        return running != null && running.isAlive();
    }

    /// Returns when clients may connect.
    ///
    /// @throws IllegalStateException when it is running already, ends, or is not ready within a minute
    public RestartableBroker start() {
        if (isRunning()) {
            throw new IllegalStateException("the broker on " + bootstrapServers() + " is running already");
        }
        try {
            var dataDir = Files.createDirectories(command.dataDir());
            var ready = dataDir.resolve(BrokerCommand.READY_FILE);
            Files.deleteIfExists(ready);
            var console = dataDir.resolve("console.log");
            var started = new ProcessBuilder(
                            command.commandLineWatching(ProcessHandle.current().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                    .start();
            process = started;
            Waiting.until(
                    START,
                    () -> Files.exists(ready),
                    started::isAlive,
                    () -> "the broker on " + bootstrapServers() + " did not start: " + Waiting.lastLines(console, 5));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the broker in " + command.dataDir(), e);
        }
    }

    /// A clean shutdown; killed when it takes longer than twenty seconds.
    public void stop() {
        end(process, false);
    }

    /// As `kill -9` does it: nothing is flushed, clients get no notice.
    public void kill() {
        end(process, true);
    }

    @Override
    public void close() {
        stop();
    }

    private static void end(@Nullable Process running, boolean atOnce) {
        if (running == null || !running.isAlive()) {
            return;
        }
        try {
            if (!atOnce) {
                running.destroy();
                if (running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                    return;
                }
            }
            running.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
