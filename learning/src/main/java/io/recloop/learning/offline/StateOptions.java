package io.recloop.learning.offline;

import io.recloop.learning.bundle.BundleDraft;
import io.recloop.learning.checkpoints.CheckpointFolder;
import io.recloop.learning.checkpoints.CheckpointKey;
import io.recloop.learning.engine.Checkpoints;
import io.recloop.learning.engine.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a training that is killed can go on, and from where.
final class StateOptions {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Folder for the state of the training: after an interruption the same command continues from it. Emptied when the bundle is written")
    private @Nullable Path folder;

    @Option(
            names = "--state-every",
            defaultValue = "10s",
            converter = TimeSpan.class,
            paramLabel = "TIME",
            description = "Time between two saved states, at the ends of iterations (default: ${DEFAULT-VALUE})")
    private Duration every;

    private final List<CheckpointFolder> inUse = new ArrayList<>();

    /// @throws OfflineException where there can be no such folder
    void check() {
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new OfflineException(folder + " is not a folder");
        }
    }

    /// @param task of the display: `train`
    /// @param data the version of what is trained on
    /// @param said told where a training goes on that was ended by force
    Checkpoints of(String task, String data, Settings settings, PrintWriter said) {
        if (folder == null) {
            return Checkpoints.NONE;
        }
        var key = CheckpointKey.of(data, settings, BundleDraft.codeVersion());
        var checkpoints = new CheckpointFolder(folder, key, 1);
        inUse.add(checkpoints);
        return new TimedCheckpoints(checkpoints, every, System::nanoTime, iteration -> {
            said.printf("%s: goes on after iteration %d, which %s holds%n", task, iteration, folder);
            said.flush();
        });
    }

    /// What was trained is where it belongs.
    void done() throws IOException {
        for (var checkpoints : inUse) {
            checkpoints.delete();
        }
        if (folder != null && Files.isDirectory(folder)) {
            try (var rest = Files.list(folder)) {
                if (rest.findAny().isEmpty()) {
                    Files.delete(folder);
                }
            }
        }
    }
}
