package io.recloop.recommender.history;

import jakarta.inject.Singleton;

/// How much of what users did is in memory, of all tenants together.
@Singleton
public final class HistoryMemory {
    private final History history;
    private final Trending trending;

    HistoryMemory(History history, Trending trending) {
        this.history = history;
        this.trending = trending;
    }

    /// @param interactions    that are kept since the models
    /// @param users           who did them
    /// @param trendingItems   that are counted
    public record Use(int interactions, int users, int trendingItems) {}

    public Use use() {
        return new Use(history.size(), history.users(), trending.size());
    }
}
