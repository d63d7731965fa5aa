package io.recloop.recommender.serving;

import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.reranking.Arrangement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question, checked.
///
/// @param user        null for somebody without a name
/// @param basket      what this visitor has at hand, beyond what is known of the user
/// @param exclude     items not wanted
/// @param excludeSeen whether to leave out what the user had, and what is in the basket
/// @param arrangement how the list is to be put in order
record Query(
        String tenant,
        @Nullable String user,
        List<Touch> basket,
        int limit,
        ItemFilter filter,
        Set<String> exclude,
        boolean excludeSeen,
        boolean explain,
        Arrangement arrangement) {
    Query of(String otherUser) {
        return new Query(tenant, otherUser, basket, limit, filter, exclude, excludeSeen, explain, arrangement);
    }

    /// The same for a longer list, which nobody has to explain.
    Query ofCandidates(int count) {
        return new Query(tenant, user, basket, count, filter, exclude, excludeSeen, false, Arrangement.AS_SET);
    }
}
