package io.recloop.training.runs.fitting;

import io.recloop.learning.checkpoints.CheckpointFolder;
import io.recloop.learning.checkpoints.CheckpointKey;
import io.recloop.learning.engine.Checkpoints;
import io.recloop.learning.engine.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// A folder of checkpoints for each training on a dataset: only the very same training goes on from it.
final class CheckpointFolders {
    private static final Logger LOG = Logger.getLogger(CheckpointFolders.class);
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final Path root;
    private final int every;
    private final String data;
    private final String code;
    private final List<CheckpointFolder> used = new ArrayList<>();

    CheckpointFolders(Path root, int every, String data, String code) {
        this.root = root;
        this.every = every;
        this.data = data;
        this.code = code;
    }

    /// @param start what it begins from, if that is not chance: another start is another training
    Checkpoints of(String phase, Settings settings, String start) {
        if (every == 0) {
            return Checkpoints.NONE;
        }
        var key = CheckpointKey.of(String.join("/", data, phase, start), settings, code);
        var folder = new CheckpointFolder(root, key, every);
        used.add(folder);
        return folder;
    }

    /// The run ended as it should.
    void finished() {
        for (var folder : used) {
            try {
                folder.delete();
            } catch (IOException e) {
                LOG.warnf("checkpoints were not removed: %s", e.getMessage());
            }
        }
    }

    /// Those of runs that nobody repeated.
    void forget(Instant now) {
        try {
            CheckpointFolder.forget(root, now.minus(FORGOTTEN));
        } catch (IOException e) {
            LOG.warnf("old checkpoints were not removed: %s", e.getMessage());
        }
    }
}
