package io.recloop.recommender.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

@ConfigMapping(prefix = "recloop.recommender.model")
interface ModelConfig {
    /// Where bundles lie while their files are mapped into memory: room for all that are loaded and one more; the
    /// system's temporary folder where none is given.
    Optional<Path> workDir();

    /// How long to wait after the store has failed for the first time; doubled each time.
    @WithDefault("500ms")
    Duration retryAfter();

    /// The longest of these waits.
    @WithDefault("30s")
    Duration retryAtMost();

    /// How many users a new model has to answer before it may serve.
    @WithDefault("64")
    int selfTestUsers();

    /// How many requests a new model has to answer before it serves: those that were asked last.
    @WithDefault("256")
    int warmUpRequests();

    /// How long that may take.
    @WithDefault("2s")
    Duration warmUpAtMost();

    /// How many bytes the models of all tenants may take together, on the heap and for their indexes; half of the
    /// largest heap where it is not given. During a swap there is one more.
    OptionalLong maxBytes();

    /// How often this replica says on `model-status` that it is there, and what it serves.
    @WithDefault("15s")
    Duration aliveEvery();
}
