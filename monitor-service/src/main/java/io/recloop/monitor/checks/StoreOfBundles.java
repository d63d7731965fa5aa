package io.recloop.monitor.checks;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

final class StoreOfBundles {
    StoreOfBundles() {}

    @Produces
    @Singleton
    static ArtifactStore store(
            @ConfigProperty(name = "recloop.store-dir", defaultValue = ".recloop/store") String folder) {
        return new FolderStore(Path.of(folder));
    }
}
