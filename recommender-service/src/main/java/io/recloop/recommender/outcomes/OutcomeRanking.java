package io.recloop.recommender.outcomes;

import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.history.InteractionListener.Heard;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.ranking.Standing;
import io.recloop.recommender.ranking.Taste;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// From an interaction to its outcome. Not thread-safe: the ratings it has seen are part of it.
final class OutcomeRanking {
    private static final int HIT = 10;
    private static final int REMEMBERED_IDS = 10_000;

    private final PredictedRatings ratings;
    private final RecentIds counted = new RecentIds(REMEMBERED_IDS);

    OutcomeRanking(OutcomesConfig config) {
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
    Result rank(Heard heard, ServingModel model, Instant now) {
        var event = heard.event();
        if (heard.offset() < model.offsets().getOrDefault(heard.partition(), 0L)) {
            return new Result.Learnt();
        }
        if (!counted.add(event.tenant() + '/' + event.eventId())) {
            return new Result.Repeated();
        }
        var ranking = model.ranking();
        int row = ranking.itemRow(event.item());
        var taste = ranking.taste(event.user(), heard.before().since(model.offsets()));
        boolean positive = heard.signal() == Signal.POSITIVE;
        boolean liked = row >= 0 ? taste.evidence().likes(row) : heard.before().likes(event.item());
        if (positive && liked) {
            return new Result.Repeated();
        }
        var standing = ranking.standing(taste, row);
        return new Result.Ranked(new OutcomeObserved(
                idOf(event.tenant(), event.eventId()),
                event.tenant(),
                now,
                event.eventId(),
                event.user(),
                event.item(),
                event.action(),
                model.modelId(),
                standing.rank(),
                standing.ranked(),
                predicted(heard, model, taste, standing),
                event.rating(),
                strategyOf(taste),
                positive ? standing.rank() >= 1 && standing.rank() <= HIT : null));
    }

    /// Popularity is on another scale than scores, and says nothing about how well an item will be liked.
    private @Nullable Double predicted(Heard heard, ServingModel model, Taste taste, Standing standing) {
        var rating = heard.event().rating();
        if (rating == null || standing.rank() == 0 || taste.origin() == Taste.Origin.UNKNOWN) {
            return null;
        }
        var predicted = ratings.predictThenLearn(heard.event().tenant(), model.modelId(), standing.score(), rating);
        return predicted.isPresent() ? predicted.getAsDouble() : null;
    }

    private static Strategy strategyOf(Taste taste) {
        return switch (taste.origin()) {
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
