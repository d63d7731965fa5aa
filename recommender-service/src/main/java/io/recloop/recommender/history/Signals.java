package io.recloop.recommender.history;

import io.recloop.contracts.events.Action;
import io.recloop.recommender.ranking.Signal;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an action says, by the rule that training uses.
@Singleton
public final class Signals {
    private final Set<Action> positive = EnumSet.noneOf(Action.class);
    private final double positiveRating;
    private final double negativeRating;

    Signals(HistoryConfig config) {
        config.positiveActions().forEach(code -> positive.add(Action.of(code)));
        this.positiveRating = config.positiveRating();
        this.negativeRating = config.negativeRating();
    }

    public Signal of(Action action, @Nullable Double rating) {
        if (action == Action.DISLIKE) {
            return Signal.NEGATIVE;
        }
        // A rating says more than the action that it came with.
        if (rating != null) {
            if (rating >= positiveRating) {
                return Signal.POSITIVE;
            }
            return rating < negativeRating ? Signal.NEGATIVE : Signal.NEUTRAL;
        }
        return positive.contains(action) ? Signal.POSITIVE : Signal.NEUTRAL;
    }
}
