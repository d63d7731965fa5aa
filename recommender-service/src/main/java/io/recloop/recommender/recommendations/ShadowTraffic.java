package io.recloop.recommender.recommendations;

import io.recloop.recommender.requests.RecommendationQuery;

/// Receives answers, to have another model answer some of the same queries.
public interface ShadowTraffic {
    /// Called from the thread of the request after its answer was made: return at once.
    ///
    /// @param recommender that made it
    void offer(RecommendationQuery query, Recommendations answer, long tookNanos);
}
