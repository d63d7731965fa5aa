package io.recloop.training.wire;

import io.recloop.contracts.bundle.ArtifactStore;
import io.recloop.contracts.bundle.FolderStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What the packages share and none of them owns.
@Singleton
final class Wiring {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    TopicNames names(InstanceConfig instance) {
        return new TopicNames(instance.topicPrefix().orElse(""));
    }

    @Produces
    @Singleton
    ArtifactStore store(InstanceConfig instance) {
        return new FolderStore(instance.storeDir());
    }
}
