package io.recloop.training.wire;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What the packages share and none of them owns.
@Singleton
final class Wiring {
    @Produces
    @Singleton
    ArtifactStore store(InstanceConfig instance) {
        return new FolderStore(instance.storeDir());
    }
}
