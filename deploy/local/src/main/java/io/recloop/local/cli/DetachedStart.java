package io.recloop.local.cli;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.LocalFailure;
import io.recloop.local.layout.Phase;
import io.recloop.local.layout.RunState;
import io.recloop.local.supervision.LogFollower;
import io.recloop.local.supervision.Spawn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Starts a supervisor in the background and shows what it says until everything is ready.
public final class DetachedStart {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path root;
    private final DataDir dataDir;
    private final @Nullable Integer portsFrom;

    public DetachedStart(Path root, DataDir dataDir, @Nullable Integer portsFrom) {
        this.root = root;
        this.dataDir = dataDir;
        this.portsFrom = portsFrom;
    }

    /// @throws LocalFailure when the supervisor ends before everything is ready
    public void run(PrintWriter out) throws InterruptedException {
        var log = dataDir.log("supervisor");
        var said = LogFollower.fromEnd(log);
        try {
            var supervisor = Spawn.command(command(), Map.of(), log);
            while (!supervisor.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                said.newLines().forEach(out::println);
                out.flush();
                if (isReady(supervisor)) {
                    return;
                }
            }
            said.newLines().forEach(out::println);
            out.flush();
        } catch (IOException e) {
            throw new LocalFailure("cannot start the supervisor: " + e);
        }
        throw new LocalFailure(RunState.in(dataDir)
                .map(RunState::problem)
                .orElse("the supervisor ended while the stack was starting; its log is " + log));
    }

    private boolean isReady(Process supervisor) {
        return RunState.in(dataDir)
                .filter(state -> state.supervisor().pid() == supervisor.pid())
                .filter(state -> state.phase() == Phase.READY)
                .isPresent();
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
