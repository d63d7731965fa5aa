package io.recloop.training.runs.judging;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;
import java.util.Optional;

/// What takes a stored model's place on a slice that its factors have seen: its recipe, fitted to what was known before
/// the slice, as its own candidate once was.
///
/// @param hasSeen whether the stored model was fitted to some of the slice
/// @param fitted  absent where the model has not seen the slice, or where its recipe could not be trained again
/// @param said    one sentence for a person; empty where the model has not seen the slice
public record StandIn(boolean hasSeen, Optional<Fitted> fitted, String said) {
    public static final StandIn NOT_NEEDED = new StandIn(false, Optional.empty(), "");

    /// A model in the rows of the dataset, with the settings that it was trained with.
    public record Fitted(TrainedModel model, Settings settings) {
        /// Trained on the same data it is the same model, however many threads it took.
        private boolean isOf(Settings others) {
            return settings.algorithm() == others.algorithm()
                    && settings.toMap().equals(others.toMap());
        }

        Optional<Fitted> ifOf(Settings others) {
            return isOf(others) ? Optional.of(this) : Optional.empty();
        }
    }
}
