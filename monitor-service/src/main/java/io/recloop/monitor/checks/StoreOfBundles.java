package io.recloop.monitor.checks;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import io.recloop.monitor.outbox.RecloopConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

final class StoreOfBundles {
    StoreOfBundles() {}

    @Produces
    @Singleton
    static ArtifactStore store(RecloopConfig config) {
        return new FolderStore(Path.of(config.storeDir()));
    }
}
