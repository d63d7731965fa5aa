package io.recloop.recommender.serving;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.events.Strategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to one question.
///
/// @param requestId  to be sent back with the interactions that the answer leads to
/// @param modelId    absent while there is none; every score of the answer is of this model
/// @param generation likewise
/// @param nextOffset where the next page begins; absent where there is none
/// @param mode       `model`; `no-model-yet` or `model-loading`: what is popular on the topics
/// @param degraded   why less was done than could be: `time-budget` or `load`; absent where everything was done
@JsonInclude(JsonInclude.Include.NON_NULL)
record Recommendations(
        String requestId,
        String tenant,
        @Nullable String user,
        @Nullable String modelId,
        @Nullable Long generation,
        Strategy strategy,
        String mode,
        @Nullable String degraded,
        Instant servedAt,
        List<Line> items,
        @Nullable Integer nextOffset)
        implements BatchAnswer {
    static final String MODEL = "model";
    static final String NO_MODEL_YET = "no-model-yet";
    static final String MODEL_LOADING = "model-loading";

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
    record Line(
            String item,
            @Nullable String name,
            int position,
            double score,
            String source,
            @Nullable List<Reason> because,
            @Nullable Double rest,
            @Nullable List<SignalShare> signals,
            @Nullable List<String> rules) {
        static final String COLLABORATIVE = "collaborative";
        static final String CONTENT = "content";
        static final String TRENDING = "trending";
        static final String POPULAR = "popular";
        static final String RECENT = "recent";
        static final String PINNED = "pinned";
        static final String EXPLORATION = "exploration";

        Line(
                String item,
                @Nullable String name,
                int position,
                double score,
                String source,
                @Nullable List<Reason> because,
                @Nullable Double rest) {
            this(item, name, position, score, source, because, rest, null, null);
        }

        Line with(@Nullable List<SignalShare> ofSignals, List<String> movedBy) {
            return new Line(
                    item, name, position, score, source, because, rest, ofSignals, movedBy.isEmpty() ? null : movedBy);
        }
    }

    /// What one signal adds to an item's value among the candidates, before rules.
    ///
    /// @param value        0 for the lowest of the candidates, 1 for the highest
    /// @param contribution the weight's share of the weights, times the value
    record SignalShare(String signal, double value, double weight, double contribution) {}

    /// @param contribution to the score
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(String item, @Nullable String name, double contribution) {}
}
