package io.recloop.local.demo;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.RunState;
import io.recloop.local.supervision.LogFollower;
import io.recloop.local.supervision.Spawn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `./recloop up` in a process of its own, so that the stack can outlive the demo, with the demo's settings in its
/// environment.
final class DemoStack {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path root;
    private final DataDir dataDir;
    private final @Nullable Integer portsFrom;
    private @Nullable Process supervisor;

    DemoStack(Path root, DataDir dataDir, @Nullable Integer portsFrom) {
        this.root = root;
        this.dataDir = dataDir;
        this.portsFrom = portsFrom;
    }

    /// @param told hears what the supervisor says meanwhile
    /// @throws LocalFailure if the supervisor ends instead of becoming ready
    RunState start(Patience patience, Duration limit, Consumer<String> told)
            throws NotSeenException, InterruptedException {
        var log = dataDir.log("supervisor");
        var said = LogFollower.fromEnd(log);
        Process started;
        try {
            started = Spawn.command(command(), CompressedTime.environment(), log);
        } catch (IOException e) {
            throw new LocalFailure("cannot start the supervisor: " + e.getMessage());
        }
        supervisor = started;
        return patience.await("the stack to be ready", limit, () -> {
            said.newLines().forEach(told);
            if (!started.isAlive()) {
                throw new NotSeenException(RunState.in(dataDir)
                        .map(RunState::problem)
                        .orElse("the supervisor ended while it started the stack; its log is " + log));
            }
            return ready(started);
        });
    }

    private Optional<RunState> ready(Process process) {
        return RunState.in(dataDir)
                .filter(state -> state.supervisor().pid() == process.pid())
                .filter(state -> state.phase() == Phase.READY);
    }

    boolean isRunning() {
        var started = supervisor;
        return started != null && started.isAlive();
    }

    /// Stops the stack in order and waits for it; nothing happens when it does not run.
    void stop() {
        var running = supervisor;
        if (running != null && running.isAlive()) {
            end(running.toHandle());
        }
    }

    static void end(ProcessHandle supervisor) {
        supervisor.destroy();
        try {
            supervisor.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new LocalFailure("the stack (process %d) did not stop in %d s; try `./recloop down`"
                    .formatted(supervisor.pid(), STOP_LIMIT.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command() {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Drecloop.root=" + root,
                "-cp",
                System.getProperty("java.class.path"),
                "io.recloop.local.Recloop",
                "up",
                "--supervised",
                "--data-dir",
                dataDir.path().toString()));
        if (portsFrom != null) {
            line.add("--ports-from");
            line.add(portsFrom.toString());
        }
        return line;
    }
}
