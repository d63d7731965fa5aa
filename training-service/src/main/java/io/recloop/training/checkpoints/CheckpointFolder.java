package io.recloop.training.checkpoints;

import io.recloop.training.engine.Checkpoint;
import io.recloop.training.engine.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The checkpoints of one training in a folder: written beside their place, forced to the disk and renamed,
/// so that a crash leaves whole ones and at most one unfinished file that nobody reads. The last three are
/// kept.
public final class CheckpointFolder implements Checkpoints {
    private static final Logger LOG = Logger.getLogger(CheckpointFolder.class);
    private static final int KEPT = 3;
    private static final String WHOLE = ".checkpoint";
    private static final String PART = ".part";

    private final Path folder;
    private final int every;

    /// @param folder of this training alone; created with the first checkpoint
    /// @param every  so many iterations; 0: never
    public CheckpointFolder(Path folder, int every) {
        this.folder = folder;
        this.every = every;
    }

    @Override
    public boolean due(int iteration) {
        return every > 0 && iteration % every == 0;
    }

    @Override
    public void save(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        var name = "%010d".formatted(checkpoint.iteration());
        var part = folder.resolve(name + PART);
        Files.deleteIfExists(part);
        CheckpointFile.write(part, checkpoint);
        Files.move(
                part,
                folder.resolve(name + WHOLE),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
        for (var old : whole().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    @Override
    public Optional<Checkpoint> newest() throws IOException {
        for (var file : whole()) {
            try {
                return Optional.of(CheckpointFile.read(file));
            } catch (IOException e) {
                LOG.warnf("%s %s: it is passed over", file, e.getMessage());
            }
        }
        return Optional.empty();
    }

    /// There is nothing to go on from any more.
    public void delete() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Newest first.
    private List<Path> whole() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(WHOLE))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
