package io.recloop.local.supervision;

import io.recloop.local.layout.DataDir;
import io.recloop.local.layout.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The processes of a stack whose supervisor was killed.
public final class Orphans {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String POSTGRES = "postgres";

    private Orphans() {}

    /// Stops what still runs, last started first, and forgets the run. Processes are known by number and start time, so
    /// one that merely got an old number is left alone.
    ///
    /// @return the names of what was stopped
    public static List<String> stop(DataDir dataDir, RunState run) {
        var stopped = new ArrayList<String>();
        for (var component : run.components().reversed()) {
            var process = component.process();
            if (process != null && !component.name().equals(POSTGRES)) {
                process.alive().ifPresent(alive -> {
                    Ending.of(alive, LIMIT);
                    stopped.add(component.name());
                });
            }
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
