package io.recloop.training.runs;

import io.recloop.training.checkpoints.CheckpointFolder;
import io.recloop.training.engine.Checkpoints;
import io.recloop.training.engine.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;

/// A folder of checkpoints for each training on a dataset. Its name follows from all that makes the model:
/// only the very same training goes on from it.
final class CheckpointFolders {
    private static final Logger LOG = Logger.getLogger(CheckpointFolders.class);
    private static final Duration FORGOTTEN = Duration.ofDays(7);
    private static final int NAME_BYTES = 16;

    private final Path root;
    private final int every;
    private final String common;
    private final List<CheckpointFolder> used = new ArrayList<>();

    private CheckpointFolders(Path root, int every, String common) {
        this.root = root;
        this.every = every;
        this.common = common;
    }

    static CheckpointFolders of(Work.Context context, String datasetVersion) {
        var tools = context.tools();
        var folders = new CheckpointFolders(
                tools.configs()
                        .runs()
                        .checkpointDir()
                        .orElse(tools.configs().folder().resolve("checkpoints")),
                tools.configs().runs().checkpointEvery(),
                "%s/%s/%s".formatted(context.run().tenant(), datasetVersion, tools.codeVersion()));
        folders.forget(context);
        return folders;
    }

    /// @param start what it begins from, if that is not chance: another start is another training
    Checkpoints of(String phase, Settings settings, String start) {
        var folder = new CheckpointFolder(
                root.resolve(
                        name(common + "/" + phase + "/" + settings.algorithm().code() + settings.toMap() + start)),
                every);
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
    private void forget(Work.Context context) {
        if (!Files.isDirectory(root)) {
            return;
        }
        var before = context.tools().clock().instant().minus(FORGOTTEN);
        try (var folders = Files.newDirectoryStream(root)) {
            for (var folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    new CheckpointFolder(folder, 0).delete();
                }
            }
        } catch (IOException e) {
            LOG.warnf("old checkpoints were not removed: %s", e.getMessage());
        }
    }

    private static String name(String training) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(training.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
