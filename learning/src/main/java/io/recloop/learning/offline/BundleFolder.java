package io.recloop.learning.offline;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.learning.bundle.BundleDraft;
import io.recloop.learning.engine.Trained;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;

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

    /// @return the model's id
    /// @throws OfflineException where the training diverged, or the bundle cannot be written
    String write(BundleDraft draft, Trained trained, BundleDraft.Quality quality) {
        if (!trained.model().isFinite()) {
            throw new OfflineException(
                    "the training diverged: the model has %,d numbers that are not finite; nothing is written"
                            .formatted(trained.model().nonFinite()));
        }
        try {
            var bundle = work.path().resolve("bundle");
            var description = draft.describe(quality, Clock.systemUTC());
            var sha256 = BundleWriter.write(bundle, description, draft.content(trained));
            BundleReader.read(bundle, sha256);
            work.undisturbed(() -> replace(bundle));
            return description.modelId();
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
