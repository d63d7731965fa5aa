package io.recloop.learning.dataset;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How interactions become a dataset.
public record DatasetSettings(
        Feedback feedback, Decay decay, TestSplit testSplit, TrainableUsers trainableUsers, ProfileVolume volume) {

    /// What an interaction says of its item.
    ///
    /// @param positiveActions say "yes" where there is no rating
    /// @param actionWeights   weight of a "yes" by its action; an action that is not named weighs 1
    /// @param positiveRating  a rating so high says "yes"
    /// @param negativeRating  a rating below this takes an earlier "yes" back
    /// @param dislikedRating  a rating so low, of an item that is not liked, makes it a hard negative, as a
    ///     dislike does
    /// @param ratingSlope     what a "yes" weighs more for each point that its rating is above `positiveRating`
    public record Feedback(
            List<String> positiveActions,
            Map<String, Double> actionWeights,
            double positiveRating,
            double negativeRating,
            double dislikedRating,
            double ratingSlope) {
        public Feedback {
            positiveActions = List.copyOf(positiveActions);
            actionWeights = Map.copyOf(actionWeights);
        }
    }

    /// How the weight of a positive falls with its age.
    ///
    /// @param halfLife an interaction that is older than the newest by this weighs half; null: all weigh the same
    /// @param floor    no positive is decayed to less than this share
    public record Decay(@Nullable Duration halfLife, double floor) {}

    /// What is held out.
    ///
    /// @param fraction at most this share of the positives, the newest
    public record TestSplit(Split split, double fraction) {}

    /// Who is trained on: users with at least that many interactions and positives.
    public record TrainableUsers(int interactions, int positives) {}

    /// How the profile counts interactions over time.
    ///
    /// @param bucket  width of a bucket
    /// @param buckets how many of the newest are looked at
    public record ProfileVolume(Duration bucket, int buckets) {}
}
