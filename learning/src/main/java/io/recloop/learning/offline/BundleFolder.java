package io.recloop.learning.offline;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.ModelContent;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The folder that a bundle goes into: written beside it, read back, then renamed, so that it is whole or not there.
final class BundleFolder implements AutoCloseable {
    private static final String FORMER = "former";

    private final Path target;
    private final WorkFolder work;

    private BundleFolder(Path target, WorkFolder work) {
        this.target = target;
        this.work = work;
    }

    /// Refuses before anything is trained what could not be written afterwards.
    ///
    /// @param overwrite replace the bundle that is there
    /// @throws OfflineException with the reason
    static BundleFolder reserve(Path target, boolean overwrite) {
        try {
            clearAwayAbandoned(target);
            if (Files.exists(target) && !Files.isDirectory(target)) {
                throw new OfflineException(target + " is not a folder");
            }
            if (Files.isDirectory(target) && !isEmpty(target)) {
                if (!overwrite) {
                    throw new OfflineException(target + " is not empty; --overwrite replaces the bundle in it");
                }
                if (!Files.exists(target.resolve("manifest.json"))) {
                    throw new OfflineException(target + " holds something else than a bundle, and is left alone");
                }
            }
            return new BundleFolder(target, WorkFolder.beside(target));
        } catch (IOException e) {
            throw new OfflineException(
                    "cannot write to %s: no folder can be made there, %s".formatted(target, reason(e)));
        }
    }

    /// @throws OfflineException where it cannot be written
    void write(BundleWriter.Description description, ModelContent content) {
        try {
            var bundle = work.path().resolve("bundle");
            var sha256 = BundleWriter.write(bundle, description, content);
            BundleReader.read(bundle, sha256);
            work.undisturbed(() -> replace(bundle));
        } catch (IOException | BundleRefusedException e) {
            throw new OfflineException("cannot write the bundle to " + target + ": " + e.getMessage());
        }
    }

    private void replace(Path bundle) throws IOException {
        if (Files.isDirectory(target)) {
            Files.move(target, work.path().resolve(FORMER), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(bundle, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /// A process that was killed while it replaced a bundle has the former one still.
    private static void clearAwayAbandoned(Path target) throws IOException {
        for (var folder : WorkFolder.abandoned(target)) {
            var former = folder.resolve(FORMER);
            if (Files.isDirectory(former) && !Files.exists(target)) {
                Files.move(former, target, StandardCopyOption.ATOMIC_MOVE);
            }
            WorkFolder.delete(folder);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission is denied for " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is a file";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Override
    public void close() throws IOException {
        work.close();
    }
}
