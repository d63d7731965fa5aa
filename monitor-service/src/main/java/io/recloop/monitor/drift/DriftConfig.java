package io.recloop.monitor.drift;

import io.recloop.contracts.events.Action;
import io.recloop.monitor.verdicts.Floors;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// What drift is, in business units, and how sure one wants to be.
@ConfigMapping(prefix = "monitor.drift")
public interface DriftConfig {
    /// Interactions of this long are compared with the baseline.
    @WithDefault("PT1H")
    Duration window();

    /// Width of a bucket of time; a window begins and ends at a bucket's edge.
    @WithDefault("PT10S")
    Duration bucket();

    /// Fewer interactions in the window say nothing.
    @WithDefault("500")
    long minimumInteractions();

    /// Fewer people in the window say nothing: one busy robot is not a change of taste.
    @WithDefault("30")
    long minimumPeople();

    /// False alarms that are accepted in 30 days, of all checks of a tenant together.
    @WithName("false-alarms-per-30-days")
    @WithDefault("1")
    double falseAlarmsPer30Days();

    /// How often evaluations are planned; where they were seen to come more often, that counts.
    @WithDefault("PT15M")
    Duration evaluationEvery();

    /// Effect and evidence must be there in so many windows in a row.
    @WithDefault("2")
    int persistence();

    /// Windows that end closer together than this are the same window; default a quarter of the window.
    Optional<Duration> persistenceStep();

    /// What the window is compared with.
    @WithDefault("profile")
    BaselineKind baseline();

    /// A live baseline is the interactions of this long after a model began to serve; default two windows.
    Optional<Duration> liveBaseline();

    /// The volume of a profile whose newest interaction is older than this when the model is published is
    /// history, and not what is to be expected now.
    @WithDefault("PT1H")
    Duration volumeRecency();

    /// Requests for an evaluation that are older than this are refused: their window is long over.
    @WithDefault("PT1H")
    Duration requestsExpireAfter();

    /// Actions that speak for an item, by their codes; as training has them.
    @WithDefault("click,add_to_cart,purchase,like")
    Set<String> positiveActions();

    /// A rating of at least this speaks for an item.
    @WithDefault("4.0")
    double positiveRating();

    /// People whose rows are looked at singly in an evaluation are chosen so that about this many rows are read.
    @WithDefault("100000")
    long clusterRows();

    Rating rating();

    Popularity popularity();

    Volume volume();

    Actions actions();

    /// Total variation of the shares of rating levels, 0 to 1.
    interface Rating {
        @WithDefault("0.10")
        double floor();

        @WithDefault("0.25")
        double severe();
    }

    /// Total variation of the shares of items, 0 to 1.
    interface Popularity {
        @WithDefault("0.20")
        double floor();

        @WithDefault("0.35")
        double severe();
    }

    /// Relative change of the number of interactions. Never severe: training anew brings nobody back.
    interface Volume {
        @WithDefault("0.30")
        double floor();
    }

    /// Total variation of the shares of actions, 0 to 1. Never severe: it is a matter of the feed.
    interface Actions {
        @WithDefault("0.15")
        double floor();
    }

    /// What the window is compared with.
    enum BaselineKind {
        /// The training data of the model, as its `profile.json` has them.
        PROFILE,
        /// The first live interactions under the model: tells change since then, and not what training did not see.
        LIVE
    }

    default Duration step() {
        return persistenceStep().orElseGet(() -> window().dividedBy(4));
    }

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
    default boolean positive(Action action, @org.jspecify.annotations.Nullable Double rating) {
        if (action == Action.DISLIKE) {
            return false;
        }
        return rating != null ? rating >= positiveRating() : positiveActions().contains(action.code());
    }

    default Floors floors(Check check) {
        return switch (check) {
            case RATING -> new Floors(rating().floor(), OptionalDouble.of(rating().severe()));
            case POPULARITY ->
                new Floors(popularity().floor(), OptionalDouble.of(popularity().severe()));
            case VOLUME -> new Floors(volume().floor(), OptionalDouble.empty());
            case ACTIONS -> new Floors(actions().floor(), OptionalDouble.empty());
        };
    }
}
