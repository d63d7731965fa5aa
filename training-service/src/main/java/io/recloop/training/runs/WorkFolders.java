package io.recloop.training.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Folders for what runs have not finished. What a killed service left in them is nobody's.
final class WorkFolders {
    private static final Logger LOG = Logger.getLogger(WorkFolders.class);
    private static final String PREFIX = "run-";

    private final Path root;

    WorkFolders(Path root) {
        this.root = root;
    }

    Path open(String runId) throws IOException {
        Files.createDirectories(root);
        return Files.createTempDirectory(root, PREFIX + Integer.toHexString(runId.hashCode()) + "-");
    }

    void close(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf("%s was not removed: %s", folder, e.getMessage());
        }
    }

    /// To be called by who holds the executor's lease only: nobody else works here then.
    void clear() {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (var left = Files.newDirectoryStream(root, PREFIX + "*")) {
            left.forEach(this::close);
        } catch (IOException e) {
            LOG.warnf("%s was not emptied: %s", root, e.getMessage());
        }
    }
}
