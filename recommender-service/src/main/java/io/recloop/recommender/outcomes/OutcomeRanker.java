package io.recloop.recommender.outcomes;

import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.history.InteractionListener.ObservedInteraction;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.ItemRank;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.UserVector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// From an interaction to its outcome. Not thread-safe: the ratings it has seen are part of it.
final class OutcomeRanker {
    private static final int HIT = 10;
    private static final int REMEMBERED_IDS = 10_000;

    private final PredictedRatings ratings;
    private final RecentIds counted = new RecentIds(REMEMBERED_IDS);

    OutcomeRanker(OutcomesConfig config) {
        this.ratings = new PredictedRatings(config.minRatings());
    }

    sealed interface Result {
        record Ranked(OutcomeObserved outcome) implements Result {}

        /// The same interaction again, or another yes to an item that the user liked already.
        record Repeated() implements Result {}

        /// The model was trained with it.
        record Learnt() implements Result {}
    }

    /// @param now when it is observed
    Result rank(ObservedInteraction observed, ServingModel model, Instant now) {
        var event = observed.event();
        if (observed.offset() < model.offsets().getOrDefault(observed.partition(), 0L)) {
            return new Result.Learnt();
        }
        if (!counted.add(event.tenant() + '/' + event.eventId())) {
            return new Result.Repeated();
        }
        var ranking = model.ranking();
        int row = ranking.itemRow(event.item());
        var userVector = ranking.userVector(event.user(), observed.before().since(model.offsets()));
        boolean positive = observed.signal() == Signal.POSITIVE;
        boolean liked =
                row >= 0 ? userVector.history().likes(row) : observed.before().likes(event.item());
        if (positive && liked) {
            return new Result.Repeated();
        }
        var itemRank = ranking.rank(userVector, row);
        return new Result.Ranked(new OutcomeObserved(
                idOf(event.tenant(), event.eventId()),
                event.tenant(),
                now,
                event.eventId(),
                event.user(),
                event.item(),
                event.action(),
                model.modelId(),
                itemRank.rank(),
                itemRank.ranked(),
                predicted(observed, model, userVector, itemRank),
                event.rating(),
                strategyOf(userVector),
                positive ? itemRank.rank() >= 1 && itemRank.rank() <= HIT : null));
    }

    /// Popularity is on another scale than scores, and says nothing about how well an item will be liked.
    private @Nullable Double predicted(
            ObservedInteraction observed, ServingModel model, UserVector userVector, ItemRank itemRank) {
        var rating = observed.event().rating();
        if (rating == null || itemRank.rank() == 0 || userVector.origin() == UserVector.Origin.UNKNOWN) {
            return null;
        }
        var predicted = ratings.predictThenLearn(observed.event().tenant(), model.modelId(), itemRank.score(), rating);
        return predicted.isPresent() ? predicted.getAsDouble() : null;
    }

    private static Strategy strategyOf(UserVector userVector) {
        return switch (userVector.origin()) {
            case TRAINED -> Strategy.PERSONALIZED;
            case FOLDED_IN -> Strategy.FOLDED_IN;
            case UNKNOWN -> Strategy.POPULAR;
        };
    }

    /// Made from the interaction's: where several replicas rank it, or one does so twice, it counts once.
    private static String idOf(String tenant, String interactionId) {
        return UUID.nameUUIDFromBytes(("outcome/" + tenant + "/" + interactionId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
