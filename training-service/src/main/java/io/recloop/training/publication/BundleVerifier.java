package io.recloop.training.publication;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.BundleRefusedException;
import io.recloop.contracts.bundle.MappedBundle;
import io.recloop.training.wire.InstanceConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Semaphore;

/// Verifies bundles of the store as a replica of the recommender would, one at a time, in the service's own folder and
/// with its users' part in mapped files: an operator's request must not cost a training its memory. Thread-safe.
@Singleton
public final class BundleVerifier {
    private final ArtifactStore store;
    private final Path work;
    private final Semaphore turn = new Semaphore(1, true);

    @Inject
    BundleVerifier(ArtifactStore store, InstanceConfig instance) {
        this(
                store,
                instance.storeDir().toAbsolutePath().resolveSibling("training").resolve("verification"));
    }

    BundleVerifier(ArtifactStore store, Path work) {
        this.store = store;
        this.work = work;
    }

    /// @throws NotVerifiedException where the store gives back something else than it was given
    public void verify(String modelId, String sha256) throws IOException, NotVerifiedException {
        turn.acquireUninterruptibly();
        try {
            var folder = Files.createTempDirectory(Files.createDirectories(work), "bundle-");
            try {
                store.fetch(Publication.key(modelId), folder.resolve("bundle"));
                MappedBundle.open(folder.resolve("bundle"), sha256).close();
            } catch (BundleRefusedException e) {
                throw NotVerifiedException.readBack(modelId, e);
            } finally {
                remove(folder);
            }
        } finally {
            turn.release();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
