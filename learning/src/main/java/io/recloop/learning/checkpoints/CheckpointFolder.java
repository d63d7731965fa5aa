package io.recloop.learning.checkpoints;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.util.Comparator.reverseOrder;

import io.recloop.learning.engine.Checkpoint;
import io.recloop.learning.engine.Checkpoints;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The last three checkpoints of one training, each a file that is there as a whole or not at all. What cannot be read
/// is passed over. One writer at a time.
public final class CheckpointFolder implements Checkpoints {
    private static final System.Logger LOG = System.getLogger(CheckpointFolder.class.getName());
    private static final int KEPT = 3;
    private static final String SUFFIX = ".checkpoint";

    private final Path folder;
    private final CheckpointKey key;
    private final int every;

    /// @param parent of the folders of all trainings; made where it is missing
    /// @param every  iterations between two, from 1
    public CheckpointFolder(Path parent, CheckpointKey key, int every) {
        if (every < 1) {
            throw new IllegalArgumentException("every must be >= 1, was " + every);
        }
        this.folder = parent.resolve(key.value());
        this.key = key;
        this.every = every;
    }

    @Override
    public boolean due(int iteration) {
        return iteration % every == 0;
    }

    @Override
    public void save(Checkpoint checkpoint) throws IOException {
        Files.createDirectories(folder);
        var target = folder.resolve("%010d%s".formatted(checkpoint.iteration(), SUFFIX));
        var unfinished = folder.resolve(target.getFileName() + ".tmp");
        try (var file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            CheckpointFile.write(checkpoint, key, file);
            file.force(true);
        }
        Files.move(unfinished, target, ATOMIC_MOVE);
        try (var directory = FileChannel.open(folder)) {
            directory.force(true);
        }
        for (var old : newestFirst().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    @Override
    public Optional<Checkpoint> newest() throws IOException {
        for (var file : newestFirst()) {
            try {
                return Optional.of(CheckpointFile.read(file, key));
            } catch (BrokenCheckpointException e) {
                LOG.log(System.Logger.Level.WARNING, "Passing over {0}: {1}", file, e.getMessage());
            }
        }
        return Optional.empty();
    }

    /// Deletes all of this training: it has finished.
    public void delete() throws IOException {
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        for (var file : files(folder)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }

    /// Deletes the checkpoints of trainings that nobody went on with.
    ///
    /// @param parent of the folders of all trainings
    /// @param before trainings with a newer checkpoint stay
    public static void forget(Path parent, Instant before) throws IOException {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (var folders = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (var folder : folders) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    delete(folder);
                }
            }
        }
    }

    private List<Path> newestFirst() throws IOException {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(SUFFIX))
                .sorted(reverseOrder())
                .toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
