package io.recloop.recommender.candidates;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item of a list, as it is shown.
///
/// @param position from 1
/// @param score    comparable among the lines of one source in one answer
/// @param source   `collaborative`, `content` (resembles what was seen), `trending` (liked more and more),
///     `popular` (in the training data), `recent` (on the topics), `pinned` (by a rule) or `exploration` (new)
/// @param because  the three liked items that speak most for it; only where it was asked for and the
///     algorithm can say
/// @param rest     what is left of the score beside those three
/// @param signals  what its value among the candidates is made of; only where it was asked for
/// @param rules    ids of the rules that moved it; absent where there are none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecommendedItem(
        String item,
        @Nullable String name,
        int position,
        double score,
        String source,
        @Nullable List<Reason> because,
        @Nullable Double rest,
        @Nullable List<SignalShare> signals,
        @Nullable List<String> rules) {
    public static final String COLLABORATIVE = "collaborative";
    public static final String CONTENT = "content";
    public static final String TRENDING = "trending";
    public static final String POPULAR = "popular";
    static final String RECENT = "recent";
    public static final String PINNED = "pinned";
    public static final String EXPLORATION = "exploration";

    public RecommendedItem(
            String item,
            @Nullable String name,
            int position,
            double score,
            String source,
            @Nullable List<Reason> because,
            @Nullable Double rest) {
        this(item, name, position, score, source, because, rest, null, null);
    }

    public RecommendedItem with(@Nullable List<SignalShare> ofSignals, List<String> movedBy) {
        return new RecommendedItem(
                item, name, position, score, source, because, rest, ofSignals, movedBy.isEmpty() ? null : movedBy);
    }

    /// What one signal adds to an item's value among the candidates, before rules.
    ///
    /// @param value        0 for the lowest of the candidates, 1 for the highest
    /// @param contribution the weight's share of the weights, times the value
    public record SignalShare(String signal, double value, double weight, double contribution) {}

    /// @param contribution to the score
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(String item, @Nullable String name, double contribution) {}
}
