package io.recloop.training.offline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that is gone when the work is done, also where the work is broken off by Ctrl-C.
final class WorkFolder implements AutoCloseable {
    private final Path path;
    private final Thread atExit;

    private WorkFolder(Path path) {
        this.path = path;
        this.atExit = new Thread(this::deleteQuietly, "work-folder");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static WorkFolder temporary() throws IOException {
        return new WorkFolder(Files.createTempDirectory("recloop-offline-"));
    }

    /// Hidden, and on the same disk as what it shall become.
    static WorkFolder beside(Path target) throws IOException {
        var parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new OfflineException("there is no folder around " + target);
        }
        Files.createDirectories(parent);
        return new WorkFolder(Files.createTempDirectory(parent, "." + target.getFileName() + "-"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The shutdown has begun, and the hook finds nothing left.
        }
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // It has been moved to where it belongs.
        }
    }

    private void deleteQuietly() {
        try {
            delete(path);
        } catch (IOException e) {
            System.err.println("recloop: left behind: " + path);
        }
    }
}
