package io.recloop.recommender.lists;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.candidates.CandidateGenerator;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.lists.RerankingPlanner.Plan;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.UserVector;
import io.recloop.recommender.requests.RecommendationQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A question under its rules, with all that is known for answering it. Belongs to one request.
public final class RankingContext {
    private static final int UNKNOWN = -1;

    private final RecommendationQuery query;
    private final @Nullable ModelContext known;
    private final List<Interaction> since;
    private final Plan plan;
    private final Catalog catalog;
    private final Set<String> leftOut;
    private final @Nullable ItemSet excluded;

    /// The model, and the user's vector in it.
    public record ModelContext(ServingModel model, UserVector userVector) {}

    /// @param known null while there is no model
    RankingContext(
            RecommendationQuery query,
            @Nullable ModelContext known,
            List<Interaction> since,
            Plan plan,
            Catalog catalog) {
        this.query = query;
        this.known = known;
        this.since = since;
        this.plan = plan;
        this.catalog = catalog;
        this.leftOut = new HashSet<>();
        if (query.excludeSeen()) {
            since.forEach(interaction -> leftOut.add(interaction.item()));
        }
        this.excluded = known == null ? null : CandidateGenerator.excluded(query, known.model(), known.userVector());
    }

    RecommendationQuery query() {
        return query;
    }

    @Nullable
    ModelContext known() {
        return known;
    }

    List<Interaction> since() {
        return since;
    }

    Plan plan() {
        return plan;
    }

    /// @return -1 for an item that the model does not know
    int row(String item) {
        return known == null ? UNKNOWN : known.model().ranking().itemRow(item);
    }

    @Nullable
    CatalogItem catalogItem(int row, String item) {
        return known == null || row < 0
                ? catalog.item(query.tenant(), item)
                : known.model().catalog().at(row);
    }

    /// Whether neither caller nor shop nor rule has anything against showing it. An item that neither the model nor the
    /// shop knows is not shown.
    boolean admits(int row, String item) {
        if (row >= 0 && excluded != null) {
            return !excluded.contains(row);
        }
        var inShop = catalogItem(row, item);
        return inShop != null && !leftOut.contains(item) && query.admits(item, inShop);
    }
}
