package io.recloop.recommender.items;

import io.recloop.contracts.events.Segment;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.candidates.RecommendedItem;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.history.Trending;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.problems.Problems;
import io.recloop.recommender.ranking.ScoredItem;
import io.recloop.recommender.recommendations.Recommendations;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.rules.Rules;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists that are not about a user. They are not recorded on `recommendations`: they use no user vector, and would only
/// blur the metrics of those that do.
@Singleton
final class ItemLists {
    private static final String SIMILAR = "similar";
    private static final String LATEST = "latest";

    private final Models models;
    private final CandidateGenerator making;
    private final Catalog catalog;
    private final Trending trending;
    private final Rules rules;

    ItemLists(Models models, CandidateGenerator making, Catalog catalog, Trending trending, Rules rules) {
        this.models = models;
        this.making = making;
        this.catalog = catalog;
        this.trending = trending;
        this.rules = rules;
    }

    /// Nobody is asked about: of the rules those that hide count, for somebody new.
    private RecommendationQuery ruled(RecommendationQuery query, ServingModel model) {
        return query.under(rules.of(query.tenant(), model.ranking(), model.catalog(), Segment.NEW));
    }

    private RecommendationQuery ruled(RecommendationQuery query) {
        return query.under(rules.withoutModel(query.tenant(), Segment.NEW));
    }

    /// What makes items alike.
    enum Likeness {
        COLLABORATIVE,
        CONTENT
    }

    /// @param version of all that the list was made from; null where it changes with time
    record Versioned(ItemResource.Items items, @Nullable String version) {}

    Versioned similar(String item, Likeness by, RecommendationQuery query) {
        try (var lease = models.lease(query.tenant())) {
            return switch (lease.serving()) {
                case ServingState.NoModelYet() ->
                    throw Problems.noModelYet("Which items are alike is known once a model serves");
                case ServingState.Evicted evicted ->
                    throw Problems.noModelYet("The model is being loaded again; ask once more in a moment");
                case ServingState.Ready(var model) -> similar(item, by, ruled(query, model), model);
            };
        }
    }

    private Versioned similar(String item, Likeness by, RecommendationQuery query, ServingModel model) {
        var version = version(query, model);
        int row = model.ranking().itemRow(item);
        if (row < 0) {
            throw Problems.unknownItem("The serving model does not know this item");
        }
        var excluded = CandidateGenerator.excluded(query, model);
        excluded.add(row);
        var best =
                switch (by) {
                    case COLLABORATIVE -> model.ranking().similar(row, excluded, query.limit());
                    case CONTENT -> likeContent(model, row, excluded, query.limit());
                };
        return ofModel(item, query, model, best, by == Likeness.CONTENT ? RecommendedItem.CONTENT : SIMILAR, version);
    }

    private static List<ScoredItem> likeContent(ServingModel model, int row, ItemSet excluded, int limit) {
        if (!model.ranking().hasContent()) {
            throw Problems.notInModel("The serving model was trained without the content of items");
        }
        return model.ranking().similarContent(new int[] {row}, excluded, limit);
    }

    Versioned popular(RecommendationQuery query) {
        try (var lease = models.lease(query.tenant())) {
            return switch (lease.serving()) {
                case ServingState.NoModelYet() -> popularOnTopics(query, Recommendations.NO_MODEL_YET);
                case ServingState.Evicted evicted -> popularOnTopics(query, Recommendations.MODEL_LOADING);
                case ServingState.Ready(var model) -> {
                    var ruled = ruled(query, model);
                    var version = version(ruled, model);
                    var best = model.ranking().popular(CandidateGenerator.excluded(ruled, model), query.limit());
                    yield ofModel(null, query, model, best, RecommendedItem.POPULAR, version);
                }
            };
        }
    }

    private Versioned popularOnTopics(RecommendationQuery query, String mode) {
        return ofTopics(query, mode, making.withoutModel(ruled(query), List.of()), null);
    }

    /// @throws IllegalArgumentException if it is not counted by this half-life
    Versioned trending(RecommendationQuery asked, Duration halfLife) {
        var query = ruled(asked);
        var lines = new ArrayList<RecommendedItem>();
        for (var rising : trending.items(query.tenant(), halfLife)) {
            if (lines.size() == query.limit()) {
                break;
            }
            if (query.admits(rising.item(), catalog.item(query.tenant(), rising.item()))) {
                lines.add(making.line(
                        query.tenant(), rising.item(), lines.size() + 1, rising.score(), RecommendedItem.TRENDING));
            }
        }
        return ofTopics(query, null, lines, null);
    }

    Versioned latest(RecommendationQuery asked) {
        var query = ruled(asked);
        long version = catalog.version(query.tenant());
        var lines = new ArrayList<RecommendedItem>();
        for (var newest : catalog.newest(
                query.tenant(),
                query.filter(),
                item -> query.admits(item, catalog.item(query.tenant(), item)),
                query.limit())) {
            lines.add(making.line(
                    query.tenant(),
                    newest.item(),
                    lines.size() + 1,
                    newest.addedAt().getEpochSecond(),
                    LATEST));
        }
        return ofTopics(
                query, null, lines, "catalog-" + version + "-" + query.rules().number());
    }

    private Versioned ofModel(
            @Nullable String item,
            RecommendationQuery query,
            ServingModel model,
            List<ScoredItem> best,
            String source,
            String version) {
        var lines = new ArrayList<RecommendedItem>(best.size());
        for (var scored : best) {
            lines.add(making.line(
                    query.tenant(), model.ranking().item(scored.row()), lines.size() + 1, scored.score(), source));
        }
        return new Versioned(
                new ItemResource.Items(
                        item,
                        model.modelId(),
                        model.generation(),
                        Recommendations.MODEL,
                        query.page().cut(lines),
                        query.page().next(lines)),
                version);
    }

    private static Versioned ofTopics(
            RecommendationQuery query, @Nullable String mode, List<RecommendedItem> lines, @Nullable String version) {
        return new Versioned(
                new ItemResource.Items(
                        null,
                        null,
                        null,
                        mode,
                        query.page().cut(lines),
                        query.page().next(lines)),
                version);
    }

    /// Taken before the list is made: what changes meanwhile makes the list an old one.
    private static String version(RecommendationQuery ruled, ServingModel model) {
        return model.generation() + "-" + model.catalog().version() + "-"
                + ruled.rules().number();
    }
}
