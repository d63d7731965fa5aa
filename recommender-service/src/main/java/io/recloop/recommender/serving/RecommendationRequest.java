package io.recloop.recommender.serving;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/recommendations`, as it was written; [QueryReading] checks it.
///
/// @param user   one known user; may come with a basket
/// @param users  or many, each with an answer of its own
/// @param basket or somebody without a name, by what is at hand
/// @param weights   of the signals; where absent those of the user's segment
/// @param diversity where absent the service's
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
        @Nullable Boolean explain,
        @Nullable WantedWeights weights,
        @Nullable WantedDiversity diversity) {
    /// @param action absent means `add_to_cart`
    record Held(
            @Nullable String item,
            @Nullable String action,
            @Nullable Double rating) {}

    /// Each from 0 to 10; what is absent is 0.
    record WantedWeights(
            @Nullable Double collaborative,
            @Nullable Double content,
            @Nullable Double popularity,
            @Nullable Double quality) {}

    /// @param lambda         0 to 1; 1 where absent, which is no diversity
    /// @param threshold      0 to 1: likeness up to here is not minded; 0 where absent
    /// @param penalty        0 to 10; 1 where absent
    /// @param by             `factors` or `content`
    /// @param maxPerCategory 0 or absent for any number
    record WantedDiversity(
            @Nullable Double lambda,
            @Nullable Double threshold,
            @Nullable Double penalty,
            @Nullable String by,
            @Nullable Integer maxPerCategory) {}
}
