package io.recloop.recommender.history;

import io.recloop.recommender.ranking.Interaction;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What every user did lately, bounded for each and in all. Readers take no lock; writers take turns.
///
/// What is kept for a tenant begins at a floor, an offset for each partition: everything from there on is here
/// (but for what the bounds left out), nothing before. A model's own offsets lie on the floor or above it.
@Singleton
public final class History {
    private final int maxPerUser;
    private final int maxEntries;

    private final Map<UserKey, UserTail> tails = new ConcurrentHashMap<>();

    /// Tenant to item to the number of users whose last word on it is yes.
    private final Map<String, Map<String, Integer>> likes = new ConcurrentHashMap<>();

    /// Longest idle first; guarded by `this`, as are all below.
    private final LinkedHashMap<UserKey, Boolean> byIdleness = new LinkedHashMap<>();

    private final Map<String, Map<Integer, Long>> floors = new HashMap<>();
    private final Map<String, Map<Integer, Long>> servedBefore = new HashMap<>();
    private volatile int entries;
    private volatile long forgottenUsers;

    private record UserKey(String tenant, String user) {}

    /// How often an item is liked.
    public record Liked(String item, int users) {}

    History(HistoryConfig config) {
        this.maxPerUser = config.maxPerUser();
        this.maxEntries = config.maxEntries();
    }

    /// What the user did from these offsets on, in order.
    ///
    /// @param offsets partition to offset, as a model's manifest has them
    public List<Interaction> since(String tenant, String user, Map<Integer, Long> offsets) {
        var tail = tails.get(new UserKey(tenant, user));
        return tail == null ? List.of() : tail.since(offsets);
    }

    /// All that is kept of the user, as of now.
    UserTail tail(String tenant, String user) {
        return tails.getOrDefault(new UserKey(tenant, user), UserTail.EMPTY);
    }

    /// Items by how many users like them, the most liked first, ties by id.
    public Stream<Liked> mostLiked(String tenant) {
        return likes.getOrDefault(tenant, Map.of()).entrySet().stream()
                .map(entry -> new Liked(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Liked::users).reversed().thenComparing(Liked::item));
    }

    public int size() {
        return entries;
    }

    public int users() {
        return tails.size();
    }

    /// Users whose tail was given up because there were too many entries.
    long forgottenUsers() {
        return forgottenUsers;
    }

    synchronized void record(String tenant, String user, HistoryEntry entry) {
        if (entry.offset() < floors.getOrDefault(tenant, Map.of()).getOrDefault(entry.partition(), 0L)) {
            return;
        }
        var key = new UserKey(tenant, user);
        var before = tails.getOrDefault(key, UserTail.EMPTY);
        var after = before.with(entry, maxPerUser);
        if (after != before) {
            // By far the most frequent case is not worth comparing two tails for.
            boolean nothingDropped = after.size() == before.size() + 1;
            replace(
                    key,
                    before,
                    after,
                    nothingDropped ? Set.of(entry.interaction().item()) : itemsThatDiffer(before, after));
            byIdleness.remove(key);
            byIdleness.put(key, true);
            forgetTheIdlest(key);
        }
    }

    /// Where a tenant's floor is; a partition that is not named begins at the given one.
    synchronized Map<Integer, Long> floor(String tenant, Map<Integer, Long> begin) {
        var floor = new HashMap<>(begin);
        floor.putAll(floors.getOrDefault(tenant, Map.of()));
        return floor;
    }

    /// Older interactions may come in from now on.
    synchronized void lowerFloor(String tenant, Map<Integer, Long> to) {
        var floor = floors.computeIfAbsent(tenant, name -> new HashMap<>());
        to.forEach((partition, offset) -> floor.merge(partition, offset, Math::min));
    }

    synchronized void restoreFloor(String tenant, Map<Integer, Long> floor) {
        floors.put(tenant, new HashMap<>(floor));
    }

    /// A model with these offsets serves from now on: what it was trained with is dropped.
    ///
    /// Requests that began with the model before it are still being answered, and a return to that model is the
    /// likeliest of all returns; hence what either of the two lacks is kept.
    synchronized void serves(String tenant, Map<Integer, Long> offsets) {
        var before = servedBefore.put(tenant, offsets);
        var floor = floors.computeIfAbsent(tenant, name -> new HashMap<>());
        offsets.forEach((partition, offset) -> {
            long kept = before == null ? offset : Math.min(offset, before.getOrDefault(partition, 0L));
            floor.merge(partition, kept, Math::max);
        });
        for (var key : List.copyOf(tails.keySet())) {
            if (key.tenant().equals(tenant)) {
                var tail = tails.getOrDefault(key, UserTail.EMPTY);
                var kept = tail.without(entry -> entry.offset() < floor.getOrDefault(entry.partition(), 0L));
                if (kept != tail) {
                    replace(key, tail, kept, itemsThatDiffer(tail, kept));
                }
            }
        }
    }

    private void forgetTheIdlest(UserKey butNot) {
        while (entries > maxEntries) {
            var idlest = byIdleness.firstEntry();
            if (idlest == null || idlest.getKey().equals(butNot)) {
                return;
            }
            var tail = tails.getOrDefault(idlest.getKey(), UserTail.EMPTY);
            replace(idlest.getKey(), tail, UserTail.EMPTY, itemsThatDiffer(tail, UserTail.EMPTY));
            forgottenUsers++;
        }
    }

    private void replace(UserKey key, UserTail before, UserTail after, Set<String> differing) {
        recount(key.tenant(), before, after, differing);
        entries += after.size() - before.size();
        if (after.size() == 0) {
            tails.remove(key);
            byIdleness.remove(key);
        } else {
            tails.put(key, after);
        }
    }

    private void recount(String tenant, UserTail before, UserTail after, Set<String> differing) {
        var counts = likes.computeIfAbsent(tenant, name -> new ConcurrentHashMap<>());
        for (String item : differing) {
            int change = (after.likes(item) ? 1 : 0) - (before.likes(item) ? 1 : 0);
            if (change != 0) {
                int count = counts.getOrDefault(item, 0) + change;
                if (count == 0) {
                    counts.remove(item);
                } else {
                    counts.put(item, count);
                }
            }
        }
    }

    private static Set<String> itemsThatDiffer(UserTail before, UserTail after) {
        var differing = new HashSet<String>();
        for (var entry : notIn(after, before)) {
            differing.add(entry.interaction().item());
        }
        for (var entry : notIn(before, after)) {
            differing.add(entry.interaction().item());
        }
        return differing;
    }

    /// Both are in order, and entries are moved from one tail to the next as they are.
    private static List<HistoryEntry> notIn(UserTail tail, UserTail other) {
        var missing = new ArrayList<HistoryEntry>();
        int at = 0;
        for (var entry : tail.entries()) {
            while (at < other.size() && UserTail.isAfter(entry, other.entries().get(at))) {
                at++;
            }
            if (at == other.size() || !other.entries().get(at).equals(entry)) {
                missing.add(entry);
            }
        }
        return missing;
    }
}
