package io.recloop.training.runs.fitting;

import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.Stamp;
import io.recloop.training.wire.InstanceConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/// Prepares a run's trainings.
@Singleton
public final class FittingFactory {
    private final RunsConfig config;
    private final InstanceConfig instance;
    private final Stamp stamp;

    @Inject
    public FittingFactory(RunsConfig config, InstanceConfig instance, Stamp stamp) {
        this.config = config;
        this.instance = instance;
        this.stamp = stamp;
    }

    /// @param identity of the data: all that the trainings follow from beside their settings
    public Fitting of(RunContext context, String identity) {
        var checkpoints = new CheckpointFolders(
                config.checkpointDir().orElseGet(() -> instance.ownFolder().resolve("checkpoints")),
                config.checkpointEvery(),
                context.run().tenant() + "/" + identity,
                stamp.codeVersion());
        checkpoints.forget(stamp.now());
        return new Fitting(context.reporter(), checkpoints, config);
    }
}
