package io.recloop.monitor.facts;

import io.recloop.contracts.events.Action;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How interactions become windows that can be compared.
@ConfigMapping(prefix = "recloop.monitor.drift")
public interface WindowConfig {
    /// Interactions of this long are compared with the baseline.
    @WithDefault("PT1H")
    Duration window();

    /// Width of a bucket of time; a window begins and ends at a bucket's edge.
    @WithDefault("PT10S")
    Duration bucket();

    /// A live baseline is the interactions of this long after a model began to serve; default two windows.
    Optional<Duration> liveBaseline();

    /// Actions that are positive feedback, by their codes; as in training.
    @WithDefault("click,add_to_cart,purchase,like")
    Set<String> positiveActions();

    /// A rating of at least this is positive feedback.
    @WithDefault("4.0")
    double positiveRating();

    /// People whose rows are looked at singly in an evaluation are chosen so that about this many rows are read.
    @WithDefault("100000")
    long clusterRows();

    default Duration liveBaselineLength() {
        return liveBaseline().orElseGet(() -> window().multipliedBy(2));
    }

    /// Facts from here on are kept: enough for a live baseline to be counted two windows after it is over.
    default Instant factsSince(Instant now) {
        return now.minus(liveBaselineLength().plus(window().multipliedBy(2)));
    }

    default long bucketOf(Instant time) {
        long seconds = Math.max(1, bucket().toSeconds());
        return Math.floorDiv(time.getEpochSecond(), seconds) * seconds;
    }

    /// By the rule of training: a rating says more than the action that it came with, and a dislike is one.
    default boolean positive(Action action, @Nullable Double rating) {
        if (action == Action.DISLIKE) {
            return false;
        }
        return rating != null ? rating >= positiveRating() : positiveActions().contains(action.code());
    }
}
