package io.recloop.recommender.serving;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/recommendations`, as it was written; [QueryReading] checks it.
///
/// @param user   one known user; may come with a basket
/// @param users  or many, each with an answer of its own
/// @param basket or somebody without a name, by what is at hand
record RecommendationRequest(
        @Nullable String user,
        @Nullable List<@Nullable String> users,
        @Nullable List<@Nullable Held> basket,
        @Nullable Integer limit,
        @Nullable String category,
        @Nullable String brand,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        @Nullable List<@Nullable String> exclude,
        @Nullable Boolean excludeSeen,
        @Nullable Boolean explain) {
    /// @param action absent means `add_to_cart`
    record Held(
            @Nullable String item,
            @Nullable String action,
            @Nullable Double rating) {}
}
