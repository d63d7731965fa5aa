package io.recloop.training.dataset;

import io.recloop.learning.dataset.Split;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How interactions become a dataset.
@ConfigMapping(prefix = "recloop.training.dataset")
public interface DatasetConfig {
    /// Actions that say "yes" where there is no rating.
    @WithDefault("click,add_to_cart,purchase,like")
    List<String> positiveActions();

    /// Weight of a "yes" by its action, for example `action-weights.purchase=3`; an action that is not named weighs 1,
    /// as it does where a user's newest interactions are folded in to serve.
    Map<String, Double> actionWeights();

    /// A rating so high says "yes".
    @WithDefault("4")
    double positiveRating();

    /// A rating below this takes an earlier "yes" back.
    @WithDefault("3")
    double negativeRating();

    /// A rating so low, of an item that is not liked, makes it a hard negative, as a dislike does.
    @WithDefault("3")
    double dislikedRating();

    /// So much more weighs a "yes" for each point that its rating is above `positive-rating`.
    @WithDefault("0")
    double ratingSlope();

    /// Whether a comment's quality scales the weight of the "yes" that it came with, by 0.5 to 1.5.
    @WithDefault("true")
    boolean commentQuality();

    /// An interaction so much older than the newest weighs half; absent: all weigh the same.
    Optional<Duration> halfLife();

    /// No positive is decayed to less than this share, however old.
    @WithDefault("0.05")
    double weightFloor();

    /// What a candidate is judged on: `last`, the last item that each user came to and liked, or `time`, all that users
    /// came to and liked after one moment.
    @WithDefault("last")
    Split split();

    /// At most this share of the positives, the newest, is held out to judge a candidate on.
    @WithDefault("0.1")
    double testFraction();

    /// A user with fewer interactions is not trained on.
    @WithDefault("2")
    int trainableFrom();

    /// A user with fewer positives is not trained on.
    @WithDefault("1")
    int trainablePositives();

    /// With fewer new interactions than this a refresh adds them to what the last one read; with more it reads all.
    @WithDefault("100")
    int incrementalBelow();

    /// Width of the buckets in which the profile counts interactions.
    @WithDefault("60s")
    Duration profileBucket();

    /// The number of newest buckets that are read.
    @WithDefault("1440")
    int profileBuckets();

    /// Memory of DuckDB beside the heap, for example `512MB`; what does not fit goes to the disk. Absent: a sixth of
    /// the machine's, from 512 MB to 4 GB.
    Optional<String> memory();

    /// Bytes of the heap that the texts of a tenant's items may take by estimate; a run whose catalogue has more fails.
    /// Absent: a third of the largest heap.
    OptionalLong maxTextBytes();

    default long maxTextBytesOrDefault() {
        return maxTextBytes().orElseGet(() -> Runtime.getRuntime().maxMemory() / 3);
    }
}
