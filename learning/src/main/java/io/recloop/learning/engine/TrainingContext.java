package io.recloop.learning.engine;

import org.jspecify.annotations.Nullable;

/// What accompanies a training without being learnt from.
///
/// @param listener    told after each iteration
/// @param validation  absent: nothing to stop early by, and the last iteration is the result
/// @param checkpoints where to go on from, and where to leave what was reached
/// @param warmStart   a former model in the rows of these data; rows of zeros are unknown to it and start at random.
///     Absent: everything does
public record TrainingContext(
        TrainingListener listener,
        @Nullable Validation validation,
        Checkpoints checkpoints,
        @Nullable FactorModel warmStart) {
    /// Nobody listens, nothing is kept.
    public static final TrainingContext ALONE =
            new TrainingContext(TrainingListener.SILENT, null, Checkpoints.NONE, null);

    public TrainingContext withListener(TrainingListener other) {
        return new TrainingContext(other, validation, checkpoints, warmStart);
    }

    public TrainingContext withValidation(@Nullable Validation other) {
        return new TrainingContext(listener, other, checkpoints, warmStart);
    }

    public TrainingContext withCheckpoints(Checkpoints other) {
        return new TrainingContext(listener, validation, other, warmStart);
    }

    public TrainingContext withWarmStart(@Nullable FactorModel other) {
        return new TrainingContext(listener, validation, checkpoints, other);
    }
}
