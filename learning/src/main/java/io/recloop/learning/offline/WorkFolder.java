package io.recloop.learning.offline;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A folder that is gone when the work is done, also where the work is broken off by Ctrl-C. What a killed process left
/// beside a target is known by its lock, which nobody holds any more.
final class WorkFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final @Nullable FileChannel lock;
    private final Thread atExit;

    /// @param lock held as long as the folder is in use
    private WorkFolder(Path path, @Nullable FileChannel lock) {
        this.path = path;
        this.lock = lock;
        this.atExit = new Thread(this::deleteQuietly, "work-folder");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// An action on files.
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    static WorkFolder temporary() throws IOException {
        return new WorkFolder(Files.createTempDirectory("recloop-offline-"), null);
    }

    /// Hidden, and on the same disk as what it shall become.
    static WorkFolder beside(Path target) throws IOException {
        var parent = parent(target);
        Files.createDirectories(parent);
        var path = Files.createTempDirectory(parent, prefix(target));
        var lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new WorkFolder(path, lock);
    }

    /// Those that killed processes left behind.
    static List<Path> abandoned(Path target) throws IOException {
        try (var siblings = Files.list(parent(target))) {
            return siblings.filter(folder -> folder.getFileName().toString().startsWith(prefix(target)))
                    .filter(folder -> Files.isRegularFile(folder.resolve(LOCK)))
                    .filter(WorkFolder::isAbandoned)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static boolean isAbandoned(Path folder) {
        try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false; // in use by this process, or not ours to look into
        }
    }

    private static Path parent(Path target) {
        var parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new OfflineException("there is no folder around " + target);
        }
        return parent;
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + "-";
    }

    Path path() {
        return path;
    }

    /// Does what must not be cut in two by the deletion of the folder: it is either done before or fails.
    synchronized void undisturbed(Step step) throws IOException {
        step.run();
    }

    @Override
    public void close() throws IOException {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook finds nothing left.
        }
    }

    private synchronized void remove() throws IOException {
        if (lock != null) {
            lock.close();
        }
        delete(path);
    }

    static void delete(Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (NoSuchFileException e) {
                return; // it has been moved to where it belongs
            } catch (DirectoryNotEmptyException e) {
                // At Ctrl-C another thread is still writing into it; the next file that it opens has no folder.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void deleteQuietly() {
        try {
            remove();
        } catch (IOException e) {
            System.err.println("recloop: left behind: " + path);
        }
    }
}
