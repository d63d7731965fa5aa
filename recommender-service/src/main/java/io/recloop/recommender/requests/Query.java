package io.recloop.recommender.requests;

import io.recloop.recommender.catalog.CatalogItem;
import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.ranking.Weighted;
import io.recloop.recommender.reranking.Arrangement;
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
public record Query(
        String tenant,
        @Nullable String user,
        List<Touch> basket,
        List<Weighted> profile,
        Page page,
        ItemFilter filter,
        Set<String> only,
        Set<String> exclude,
        boolean excludeSeen,
        boolean explain,
        Arrangement arrangement,
        RuleSet rules) {
    /// In the order that the settings give, by no rules.
    public Query(
            String tenant,
            @Nullable String user,
            List<Touch> basket,
            List<Weighted> profile,
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
                Arrangement.AS_SET,
                RuleSet.NONE);
    }

    /// What a shop asks most: ten items for a user.
    public static Query plain(String tenant, String user) {
        return new Query(
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
    public Query without(List<Touch> touched) {
        if (touched.isEmpty()) {
            return this;
        }
        var left = new HashSet<>(exclude);
        touched.forEach(touch -> left.add(touch.item()));
        return with(user, left, arrangement, rules);
    }

    Query of(String otherUser) {
        return with(otherUser, exclude, arrangement, rules);
    }

    Query in(Arrangement wanted) {
        return with(user, exclude, wanted, rules);
    }

    /// @param holding compiled for the model that answers
    public Query under(RuleSet holding) {
        return holding == rules ? this : with(user, exclude, arrangement, holding);
    }

    private Query with(@Nullable String asker, Set<String> unwanted, Arrangement wanted, RuleSet holding) {
        return new Query(
                tenant, asker, basket, profile, page, filter, only, unwanted, excludeSeen, explain, wanted, holding);
    }

    /// The same for so many lines, which nobody has to explain.
    public Query ofCandidates(int count) {
        return new Query(
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
