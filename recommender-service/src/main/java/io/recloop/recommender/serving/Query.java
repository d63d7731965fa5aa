package io.recloop.recommender.serving;

import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.ranking.Touch;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question, checked.
///
/// @param user        null for somebody without a name
/// @param basket      what this visitor has at hand, beyond what is known of the user
/// @param exclude     items not wanted
/// @param excludeSeen whether to leave out what the user had, and what is in the basket
record Query(
        String tenant,
        @Nullable String user,
        List<Touch> basket,
        int limit,
        ItemFilter filter,
        Set<String> exclude,
        boolean excludeSeen,
        boolean explain) {
    /// Leaves these items out, too.
    Query without(List<Touch> touched) {
        if (touched.isEmpty()) {
            return this;
        }
        var left = new HashSet<>(exclude);
        touched.forEach(touch -> left.add(touch.item()));
        return new Query(tenant, user, basket, limit, filter, left, excludeSeen, explain);
    }

    Query of(String otherUser) {
        return new Query(tenant, otherUser, basket, limit, filter, exclude, excludeSeen, explain);
    }
}
