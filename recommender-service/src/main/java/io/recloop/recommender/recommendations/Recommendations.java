package io.recloop.recommender.recommendations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.candidates.RecommendedItem;
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
public record Recommendations(
        String requestId,
        String tenant,
        @Nullable String user,
        @Nullable String modelId,
        @Nullable Long generation,
        Strategy strategy,
        String mode,
        @Nullable String degraded,
        Instant servedAt,
        List<RecommendedItem> items,
        @Nullable Integer nextOffset)
        implements BatchAnswer {
    public static final String MODEL = "model";
    public static final String NO_MODEL_YET = "no-model-yet";
    public static final String MODEL_LOADING = "model-loading";
}
