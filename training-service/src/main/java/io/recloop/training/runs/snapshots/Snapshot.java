package io.recloop.training.runs.snapshots;

import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.ItemContent;
import io.recloop.learning.engine.TrainingData;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dataset as one run learns from it.
///
/// @param content what the catalogue's texts say of each item; absent where it says nothing of any
public record Snapshot(Dataset dataset, @Nullable ItemContent content) {
    public TrainingData beforeSlice() {
        return with(dataset.trainingDataBeforeSlice());
    }

    public TrainingData everything() {
        return with(dataset.trainingData());
    }

    /// All that its trainings follow from beside their settings.
    public String identity() {
        return content == null
                ? dataset.version()
                : "%s/%08x".formatted(dataset.version(), Arrays.hashCode(content.embeddings()));
    }

    private TrainingData with(TrainingData data) {
        return content == null ? data : data.withContent(content);
    }

    /// Empty where there is something to train and to judge on, else one sentence.
    public Optional<String> missing() {
        var history = dataset.positivesBeforeSlice();
        if (history.entries() > 0 && dataset.heldOut().entries() > 0) {
            return Optional.empty();
        }
        var counts = dataset.description().counts();
        return Optional.of(
                "too little data: of %d users with %d positives %d can be judged: they need two interactions, one of them a positive, beside the one to be judged on"
                        .formatted(counts.users(), counts.positives(), counts.heldOut()));
    }
}
