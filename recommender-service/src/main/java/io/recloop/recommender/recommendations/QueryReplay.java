package io.recloop.recommender.recommendations;

import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.WarmUp;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.requests.RecommendationQuery;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// Asks a model that is about to serve what was asked of the one before it. The answers are shown to nobody and
/// recorded nowhere.
@Singleton
final class QueryReplay implements WarmUp {
    private final RecentQueries recent;
    private final RecommendationMaker maker;

    QueryReplay(RecentQueries recent, RecommendationMaker maker) {
        this.recent = recent;
        this.maker = maker;
    }

    @Override
    public int replay(ServingModel candidate, int requests, Duration atMost) {
        long begin = System.nanoTime();
        int answered = 0;
        for (var query : queries(candidate, requests)) {
            if (answered == requests || System.nanoTime() - begin > atMost.toNanos()) {
                break;
            }
            maker.fromModel("warm-up", query, candidate, Effort.FULL);
            answered++;
        }
        return answered;
    }

    private List<RecommendationQuery> queries(ServingModel candidate, int requests) {
        var tenant = candidate.manifest().tenant();
        var asked = recent.of(tenant);
        int users = candidate.ranking().users();
        if (!asked.isEmpty() || users == 0) {
            return asked;
        }
        return IntStream.range(0, requests)
                .map(i -> (int) ((long) i * users / requests))
                .mapToObj(row ->
                        RecommendationQuery.plain(tenant, candidate.ranking().user(row)))
                .toList();
    }
}
