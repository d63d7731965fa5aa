package io.recloop.recommender.serving;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.Serving;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.problems.ProblemException;
import io.recloop.recommender.ranking.Scored;
import io.recloop.recommender.serving.Recommendations.Line;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists that are about no user. They are not recorded on `recommendations`: nobody's taste was guessed, so they
/// would
/// only blur the measures of how well that goes.
@Singleton
final class ItemLists {
    private static final String SIMILAR = "similar";

    private final Models models;
    private final ListMaking making;

    ItemLists(Models models, ListMaking making) {
        this.models = models;
        this.making = making;
    }

    ItemResource.Items similar(String item, Query query) {
        try (var lease = models.lease(query.tenant())) {
            return similar(item, query, lease.serving());
        }
    }

    private ItemResource.Items similar(String item, Query query, Serving serving) {
        return switch (serving) {
            case Serving.NoModelYet() ->
                throw ProblemException.noModelYet("Which items are alike is known once a model serves");
            case Serving.Evicted evicted ->
                throw ProblemException.noModelYet("The model is being loaded again; ask once more in a moment");
            case Serving.Ready(var model) -> {
                int row = model.ranking().itemRow(item);
                if (row < 0) {
                    throw ProblemException.unknownItem("The serving model does not know this item");
                }
                var excluded = excluded(query, model);
                excluded.add(row);
                yield answer(item, model, model.ranking().similar(row, excluded, query.limit()), SIMILAR);
            }
        };
    }

    ItemResource.Items popular(Query query) {
        try (var lease = models.lease(query.tenant())) {
            return popular(query, lease.serving());
        }
    }

    private ItemResource.Items popular(Query query, Serving serving) {
        return switch (serving) {
            case Serving.NoModelYet() ->
                new ItemResource.Items(
                        null, null, null, Recommendations.NO_MODEL_YET, making.withoutModel(query, List.of()));
            case Serving.Evicted evicted ->
                new ItemResource.Items(
                        null, null, null, Recommendations.MODEL_LOADING, making.withoutModel(query, List.of()));
            case Serving.Ready(var model) ->
                answer(null, model, model.ranking().popular(excluded(query, model), query.limit()), Line.POPULAR);
        };
    }

    private ItemResource.Items answer(@Nullable String item, ServingModel model, List<Scored> best, String source) {
        var lines = new ArrayList<Line>(best.size());
        for (var scored : best) {
            lines.add(making.line(model, scored, lines.size() + 1, source, null));
        }
        return new ItemResource.Items(item, model.modelId(), model.generation(), Recommendations.MODEL, lines);
    }

    private static ItemSet excluded(Query query, ServingModel model) {
        var excluded = model.catalog().excludedBy(query.filter());
        for (String other : query.exclude()) {
            int row = model.ranking().itemRow(other);
            if (row >= 0) {
                excluded.add(row);
            }
        }
        return excluded;
    }
}
