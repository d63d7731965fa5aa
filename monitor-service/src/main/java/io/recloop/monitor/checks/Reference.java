package io.recloop.monitor.checks;

import io.recloop.contracts.bundle.Profile;
import io.recloop.monitor.statistics.CtrDrop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a window is compared with.
public record Reference(Baseline baseline, Clicks clicks) {
    /// The distribution of interactions.
    public sealed interface Baseline {
        /// @param name    tells one baseline from another: a verdict's persistence is counted against one
        /// @param profile of the shapes
        /// @param volume  null where what is known of the volume is history
        record Known(String name, Profile profile, Profile.@Nullable Volume volume) implements Baseline {}

        record Missing(String because) implements Baseline {}
    }

    /// The click-through rate of personal answers.
    ///
    /// @param model   of which model they are
    /// @param buckets empty while the model's first answers are still gathered and no model before has enough
    public record Clicks(String model, List<CtrDrop.Bucket> buckets) {}
}
