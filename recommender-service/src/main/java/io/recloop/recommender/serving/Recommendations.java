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
/// @param mode       `model`, or `no-model-yet`: what is popular on the topics
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
        List<Line> items) {
    static final String MODEL = "model";
    static final String NO_MODEL_YET = "no-model-yet";

    /// @param position from 1
    /// @param score    comparable among the lines of one source in one answer
    /// @param source   `collaborative`, `popular` (in the training data) or `recent` (on the topics)
    /// @param because  the three liked items that speak most for it; only where it was asked for and the
    ///     algorithm can say
    /// @param rest     what is left of the score beside those three
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String item,
            @Nullable String name,
            int position,
            double score,
            String source,
            @Nullable List<Reason> because,
            @Nullable Double rest) {
        static final String COLLABORATIVE = "collaborative";
        static final String POPULAR = "popular";
        static final String RECENT = "recent";
    }

    /// @param contribution to the score
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reason(String item, @Nullable String name, double contribution) {}
}
