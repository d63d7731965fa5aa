package io.recloop.recommender.model;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

final class StoreConfig {
    @ConfigMapping(prefix = "recloop")
    interface Folders {
        /// The root of the artifact store.
        @WithDefault("data/store")
        Path storeDir();
    }

    @Produces
    @Singleton
    ArtifactStore store(Folders folders) {
        return new FolderStore(folders.storeDir());
    }
}
