package io.recloop.recommender.requests;

import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.WeightedItem;
import io.recloop.recommender.reranking.RerankingPreferences;
import io.recloop.recommender.rules.RuleSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question, checked.
///
/// @param user        null for somebody without a name
/// @param basket      what this visitor did and has at hand, in order, beyond what is known of the user
/// @param profile     what a caller says of somebody without a name; empty where there is none
/// @param page        which part of the list is wanted
/// @param only        the items that may be listed; empty means all
/// @param exclude     items not wanted
/// @param excludeSeen whether to leave out what the user had, and what is in the basket
/// @param arrangement how the list is to be put in order
/// @param rules       what operators want of it; none until it is known who asks which model
public record RecommendationQuery(
        String tenant,
        @Nullable String user,
        List<Interaction> basket,
        List<WeightedItem> profile,
        Page page,
        ItemFilter filter,
        Set<String> only,
        Set<String> exclude,
        boolean excludeSeen,
        boolean explain,
        RerankingPreferences arrangement,
        RuleSet rules) {
    /// In the order that the settings give, by no rules.
    public RecommendationQuery(
            String tenant,
            @Nullable String user,
            List<Interaction> basket,
            List<WeightedItem> profile,
            Page page,
            ItemFilter filter,
            Set<String> only,
            Set<String> exclude,
            boolean excludeSeen,
            boolean explain) {
        this(
                tenant,
                user,
                basket,
                profile,
                page,
                filter,
                only,
                exclude,
                excludeSeen,
                explain,
                RerankingPreferences.AS_SET,
                RuleSet.NONE);
    }

    /// What a shop asks most: ten items for a user.
    public static RecommendationQuery plain(String tenant, String user) {
        return new RecommendationQuery(
                tenant,
                user,
                List.of(),
                List.of(),
                new Page(0, FieldChecks.DEFAULT_LIMIT),
                ItemFilter.ANY,
                Set.of(),
                Set.of(),
                true,
                false);
    }

    /// Leaves these items out, too.
    public RecommendationQuery without(List<Interaction> interactions) {
        if (interactions.isEmpty()) {
            return this;
        }
        var left = new HashSet<>(exclude);
        interactions.forEach(interaction -> left.add(interaction.item()));
        return with(user, left, arrangement, rules);
    }

    RecommendationQuery of(String otherUser) {
        return with(otherUser, exclude, arrangement, rules);
    }

    RecommendationQuery in(RerankingPreferences wanted) {
        return with(user, exclude, wanted, rules);
    }

    /// @param holding compiled for the model that answers
    public RecommendationQuery under(RuleSet holding) {
        return holding == rules ? this : with(user, exclude, arrangement, holding);
    }

    private RecommendationQuery with(
            @Nullable String asker, Set<String> unwanted, RerankingPreferences wanted, RuleSet holding) {
        return new RecommendationQuery(
                tenant, asker, basket, profile, page, filter, only, unwanted, excludeSeen, explain, wanted, holding);
    }

    /// The same for that many lines, which nobody has to explain.
    public RecommendationQuery ofCandidates(int count) {
        return new RecommendationQuery(
                tenant,
                user,
                basket,
                profile,
                new Page(0, count - 1),
                filter,
                only,
                exclude,
                excludeSeen,
                false,
                arrangement,
                rules);
    }

    /// How many lines have to be made, so that the page can be cut out of them and it is known whether there are more.
    public int limit() {
        return page.reach();
    }

    /// Whether an item may be listed that the model does not rank.
    ///
    /// @param known null for one that the catalogue has never heard of
    public boolean admits(String item, @Nullable CatalogItem known) {
        return wants(item) && filter.admits(known) && !rules.hides(-1, item, known);
    }

    /// Whether an item may be listed, as far as the caller named items.
    boolean wants(String item) {
        return !exclude.contains(item) && (only.isEmpty() || only.contains(item));
    }
}
