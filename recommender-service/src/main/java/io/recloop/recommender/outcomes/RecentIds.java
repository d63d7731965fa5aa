package io.recloop.recommender.outcomes;

import java.util.LinkedHashSet;

/// The newest ids of a stream. Not thread-safe.
final class RecentIds {
    private final int max;
    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    RecentIds(int max) {
        this.max = max;
    }

    /// @return whether it is new
    boolean add(String id) {
        if (!ids.add(id)) {
            return false;
        }
        if (ids.size() > max) {
            ids.removeFirst();
        }
        return true;
    }
}
