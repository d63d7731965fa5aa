package io.recloop.training.wire;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// Where this instance keeps its files and what it is called.
@ConfigMapping(prefix = "recloop")
public interface InstanceConfig {
    /// Root of the artifact store: datasets and model bundles.
    @WithDefault("data/store")
    Path storeDir();

    /// The name of this replica on the topics.
    @WithDefault("training-1")
    String instance();

    /// What the service keeps for itself, beside the store.
    default Path ownFolder() {
        return storeDir().toAbsolutePath().resolveSibling("training");
    }
}
