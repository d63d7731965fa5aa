package io.recloop.training.runs.snapshots;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.learning.dataset.Slice;
import io.recloop.training.registry.Model;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The model that serves now, as far as it could be read.
///
/// @param problem why its bundle could not be read
public record Incumbent(
        Optional<Model> model,
        Optional<BundleReader.Bundle> bundle,
        @Nullable String problem) {
    public static final Incumbent NONE = new Incumbent(Optional.empty(), Optional.empty(), null);

    /// Whether it was trained on some of the slice.
    public boolean hasSeen(Slice slice) {
        return model.filter(serving -> slice.seenBy(serving.dataThrough())).isPresent();
    }

    @Nullable
    public String modelId() {
        return model.map(Model::modelId).orElse(null);
    }
}
