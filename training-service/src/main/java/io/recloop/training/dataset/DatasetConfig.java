package io.recloop.training.dataset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How interactions become a dataset.
@ConfigMapping(prefix = "training.dataset")
public interface DatasetConfig {
    /// Actions that say "yes" where there is no rating.
    @WithDefault("click,add_to_cart,purchase,like")
    List<String> positiveActions();

    /// An interaction so much older than the newest weighs half; absent: all weigh the same.
    Optional<Duration> halfLife();

    /// No positive weighs less than this, however old.
    @WithDefault("0.05")
    double weightFloor();

    /// At most this share of the positives, the newest, is held out to judge a candidate on.
    @WithDefault("0.1")
    double testFraction();

    /// A user with fewer positives is not trained on.
    @WithDefault("2")
    int trainableFrom();

    /// Width of the buckets in which the profile counts interactions.
    @WithDefault("60s")
    Duration profileBucket();

    /// So many of the newest buckets are looked at.
    @WithDefault("1440")
    int profileBuckets();

    /// Memory of DuckDB beside the heap; what does not fit goes to the disk.
    @WithDefault("512MB")
    String memory();
}
