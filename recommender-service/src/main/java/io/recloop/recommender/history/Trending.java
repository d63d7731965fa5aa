package io.recloop.recommender.history;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How much items are liked just now: the likes, each weighing `2^(−age/halfLife)`, age by when it happened. A user who
/// likes an item already adds nothing, as long as that is remembered.
///
/// Written by the follower's thread, read by all. Exact up to rounding, in whatever order the likes come.
@Singleton
public final class Trending {
    private static final int LISTED = 2_000;
    private static final Duration FRESH = Duration.ofSeconds(1);

    /// Fainter items are not listed: their order would say nothing.
    private static final double FAINTEST = 0.01;

    private static final double SHARE_KEPT = 0.75;

    private final long[] halfLives;
    private final Set<Duration> known;
    private final int maxItems;
    private final Clock clock;
    private final Map<String, ConcurrentMap<String, Decayed>> tenants = new ConcurrentHashMap<>();
    private final Map<ListKey, Sorted> lists = new ConcurrentHashMap<>();
    private final AtomicInteger items = new AtomicInteger();

    private record ListKey(String tenant, int halfLife) {}

    private record Sorted(Instant at, List<Rising> items) {}

    /// @param score likes, decayed until now
    public record Rising(String item, double score) {}

    /// The scores of an item, one for each half-life, as they were at a moment. Immutable.
    private static final class Decayed {
        private final long atMillis;
        private final float[] scores;

        Decayed(long atMillis, float[] scores) {
            this.atMillis = atMillis;
            this.scores = scores;
        }
    }

    Trending(TrendingConfig config, Clock clock) {
        this.known = new TreeSet<>(config.halfLives());
        if (!known.contains(config.halfLife())) {
            throw new IllegalArgumentException("recloop.recommender.trending.half-life is none of the half-lives");
        }
        this.halfLives = known.stream().mapToLong(Duration::toMillis).toArray();
        if (halfLives[0] <= 0) {
            throw new IllegalArgumentException("a half-life must be above 0");
        }
        this.maxItems = config.maxItems();
        this.clock = clock;
    }

    /// Ascending.
    public Set<Duration> halfLives() {
        return known;
    }

    /// The items that are liked most just now, at most a second old, the highest score first, ties by id.
    ///
    /// @throws IllegalArgumentException if scores are not kept by this half-life
    public List<Rising> items(String tenant, Duration halfLife) {
        int index = Arrays.binarySearch(halfLives, halfLife.toMillis());
        if (index < 0) {
            throw new IllegalArgumentException("the half-life must be one of " + known);
        }
        var key = new ListKey(tenant, index);
        var now = clock.instant();
        var last = lists.get(key);
        if (last != null && !now.isBefore(last.at) && now.isBefore(last.at.plus(FRESH))) {
            return last.items;
        }
        var counted = tenants.get(tenant);
        if (counted == null) {
            return List.of();
        }
        long millis = now.toEpochMilli();
        var sorted = counted.entrySet().stream()
                .map(entry -> new Rising(entry.getKey(), score(entry.getValue(), index, millis)))
                .filter(rising -> rising.score() >= FAINTEST)
                .sorted(Comparator.comparingDouble(Rising::score).reversed().thenComparing(Rising::item))
                .limit(LISTED)
                .toList();
        lists.put(key, new Sorted(now, sorted));
        return sorted;
    }

    /// How many items are counted, all tenants together.
    public int size() {
        return items.get();
    }

    void liked(String tenant, String item, Instant at) {
        var counted = tenants.computeIfAbsent(tenant, name -> new ConcurrentHashMap<>());
        // A sender's clock may run ahead, and nothing is liked more than now.
        long then = Math.min(at.toEpochMilli(), clock.millis());
        var before = counted.get(item);
        counted.put(item, with(before, then));
        if (before == null && items.incrementAndGet() > maxItems) {
            forgetTheFaintest();
        }
    }

    private Decayed with(@Nullable Decayed before, long then) {
        var scores = new float[halfLives.length];
        long at = before == null ? then : Math.max(before.atMillis, then);
        for (int h = 0; h < scores.length; h++) {
            double older = before == null ? 0 : before.scores[h] * decay(at - before.atMillis, h);
            scores[h] = (float) (older + decay(at - then, h));
        }
        return new Decayed(at, scores);
    }

    private double score(Decayed decayed, int halfLife, long now) {
        return decayed.scores[halfLife] * decay(Math.max(0, now - decayed.atMillis), halfLife);
    }

    private double decay(long ageMillis, int halfLife) {
        return Math.pow(2, -(double) ageMillis / halfLives[halfLife]);
    }

    /// Of the tenant that has the most, down to a share, so that this is seldom.
    private void forgetTheFaintest() {
        var largest = tenants.values().stream()
                .max(Comparator.comparingInt(Map::size))
                .orElseThrow();
        int last = halfLives.length - 1;
        long now = clock.millis();
        largest.entrySet().stream()
                .map(entry -> new Rising(entry.getKey(), score(entry.getValue(), last, now)))
                .sorted(Comparator.comparingDouble(Rising::score).reversed().thenComparing(Rising::item))
                .skip((long) (largest.size() * SHARE_KEPT))
                .forEach(faint -> {
                    largest.remove(faint.item());
                    items.decrementAndGet();
                });
    }
}
