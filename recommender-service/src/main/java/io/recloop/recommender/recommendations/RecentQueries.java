package io.recloop.recommender.recommendations;

import io.recloop.recommender.requests.RecommendationQuery;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The latest questions of each tenant that has a model, to try the next model with. Thread-safe, without a lock.
@Singleton
final class RecentQueries {
    static final int KEPT = 256;

    /// A longer list of items is an exception, and would be kept for a long time.
    private static final int MAX_LIST = 32;

    private final Map<String, Ring> rings = new ConcurrentHashMap<>();

    private static final class Ring {
        private final AtomicReferenceArray<RecommendationQuery> queries = new AtomicReferenceArray<>(KEPT);
        private final AtomicInteger next = new AtomicInteger();

        void add(RecommendationQuery query) {
            queries.setRelease(Math.floorMod(next.getAndIncrement(), KEPT), query);
        }
    }

    void remember(RecommendationQuery query) {
        if (query.basket().size()
                        + query.profile().size()
                        + query.only().size()
                        + query.exclude().size()
                > MAX_LIST) {
            return;
        }
        var ring = rings.get(query.tenant());
        if (ring == null) {
            ring = rings.computeIfAbsent(query.tenant(), tenant -> new Ring());
        }
        ring.add(query);
    }

    List<RecommendationQuery> of(String tenant) {
        var kept = new ArrayList<RecommendationQuery>();
        var ring = rings.get(tenant);
        if (ring != null) {
            for (int i = 0; i < KEPT; i++) {
                var query = ring.queries.getAcquire(i);
                if (query != null) {
                    kept.add(query);
                }
            }
        }
        return kept;
    }
}
