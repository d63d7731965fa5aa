package io.recloop.training.runs.context;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// How runs are executed.
@ConfigMapping(prefix = "recloop.training.runs")
public interface RunsConfig {
    /// Where runs write what is not finished; emptied at the start. Absent: `training/work`
    /// beside the artifact store.
    Optional<Path> workDir();

    /// Where trainings leave their checkpoints. Absent: `training/checkpoints` beside the artifact
    /// store.
    Optional<Path> checkpointDir();

    /// The number of iterations between two checkpoints of a training; 0 writes none.
    @WithDefault("5")
    int checkpointEvery();

    /// Share of the largest heap that a training may need by its own estimate; above it, it is refused.
    @WithDefault("0.9")
    double heapShare();

    /// Users whose last positives choose between algorithms and say when to stop.
    @WithDefault("5000")
    int validationUsers();

    /// Bytes that count as the largest heap. Absent: what the JVM says.
    OptionalLong heapBytes();

    /// Bytes that one training may need.
    default long heapOfATraining() {
        return (long) (heapShare() * heapOrLargest());
    }

    default long heapOrLargest() {
        return heapBytes().orElseGet(() -> Runtime.getRuntime().maxMemory());
    }
}
