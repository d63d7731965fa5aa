package io.recloop.local.supervision;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// The processes of a stack whose supervisor was killed.
public final class Orphans {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String BROKER = "broker";
    private static final String POSTGRES = "postgres";

    private Orphans() {}

    /// Stops what still runs, the services before broker and database, and forgets the run. Processes are known by
    /// number and start time, so
    /// one that merely got an old number is left alone.
    ///
    /// @return the names of what was stopped
    public static List<String> stop(DataDir dataDir, RunState run) {
        var alive = new LinkedHashMap<String, ProcessHandle>();
        for (var component : run.components()) {
            var process = component.process();
            if (process != null && !component.name().equals(POSTGRES)) {
                process.alive().ifPresent(handle -> alive.put(component.name(), handle));
            }
        }
        var broker = alive.remove(BROKER);
        try (var together = new Together()) {
            alive.values().forEach(process -> together.run(() -> Ending.of(process, LIMIT)));
        }
        var stopped = new ArrayList<>(alive.keySet());
        if (broker != null) {
            Ending.of(broker, LIMIT);
            stopped.add(BROKER);
        }
        // PostgreSQL knows its own server better than a process number does.
        var postgres = LocalStages.postgres(dataDir, run.ports());
        if (postgres.isRunning()) {
            postgres.stop();
            stopped.add(POSTGRES);
        }
        try {
            Files.deleteIfExists(dataDir.runState());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + dataDir.runState(), e);
        }
        return List.copyOf(stopped);
    }
}
