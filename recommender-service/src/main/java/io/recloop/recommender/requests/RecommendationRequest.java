package io.recloop.recommender.requests;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/recommendations`, as it was written; [QueryReader] checks it.
///
/// @param user     one known user; may come with a session and a basket
/// @param users    or many, each with an answer of its own
/// @param session  what the visitor did just now, in order
/// @param basket   what the visitor has at hand
/// @param profile  or what somebody without a name likes, and how much
/// @param category one, or an array of them; likewise the brand and the values of an attribute
/// @param items    only these
/// @param weights   of the signals; where absent those of the user's segment
/// @param diversity where absent the service's
public record RecommendationRequest(
        @Nullable String user,
        @Nullable List<@Nullable String> users,
        @Nullable List<@Nullable SessionItem> session,
        @Nullable List<@Nullable SessionItem> basket,
        @Nullable List<@Nullable ProfileItem> profile,
        @Nullable Integer limit,
        @Nullable Integer offset,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> category,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> brand,

        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        Map<String, @Nullable List<@Nullable String>> attributes,

        @Nullable List<@Nullable String> items,
        @Nullable List<@Nullable String> exclude,
        @Nullable Boolean excludeSeen,
        @Nullable Boolean explain,
        @Nullable RequestedWeights weights,
        @Nullable RequestedDiversity diversity) {
    /// @param action absent means `view` in a session, and `add_to_cart` in a basket
    record SessionItem(
            @Nullable String item,
            @Nullable String action,
            @Nullable Double rating) {}

    /// @param weight 0 to 100, where 1 is what a like weighs; absent means 1
    record ProfileItem(@Nullable String item, @Nullable Double weight) {}

    /// Each from 0 to 10; what is absent is 0.
    record RequestedWeights(
            @Nullable Double collaborative,
            @Nullable Double content,
            @Nullable Double popularity,
            @Nullable Double quality) {}

    /// @param lambda         0 to 1; 1 where absent, which is no diversity
    /// @param threshold      0 to 1: similarity up to here costs nothing; 0 where absent
    /// @param penalty        0 to 10; 1 where absent
    /// @param by             `factors` or `content`
    /// @param maxPerCategory 0 or absent for any number
    record RequestedDiversity(
            @Nullable Double lambda,
            @Nullable Double threshold,
            @Nullable Double penalty,
            @Nullable String by,
            @Nullable Integer maxPerCategory) {}
}
