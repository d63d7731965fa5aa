package io.recloop.training.embeddings;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.parallel.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Items whose texts say nearly the same: every item is compared with every other, and of each its 16 nearest are
/// looked at. Of more equal ones those are the first in order of id, so that all of them still come into one group.
///
/// @param pairs      the most alike first, then by id; no more than were asked for
/// @param pairsFound all of them
/// @param groups     items connected by pairs, the largest first; no more than were asked for
/// @param groupsFound all of them
public record NearDuplicates(List<Pair> pairs, int pairsFound, List<List<String>> groups, int groupsFound) {
    static final NearDuplicates NONE = new NearDuplicates(List.of(), 0, List.of(), 0);

    private static final int NEAREST = 16;
    private static final int BATCH = 32;

    public NearDuplicates {
        pairs = List.copyOf(pairs);
        groups = groups.stream().map(List::copyOf).toList();
    }

    /// @param similarity cosine
    public record Pair(String one, String other, float similarity) {}

    private record Rows(int one, int other, float similarity) {}

    /// @param vectors    `float[items·dimensions]`, unit rows in the order of the ids; zero rows are like none
    /// @param similarity the least, above 0
    /// @param most       pairs, and groups
    static NearDuplicates of(List<String> items, float[] vectors, int dimensions, double similarity, int most)
            throws InterruptedException {
        var found = pairs(items.size(), vectors, dimensions, (float) similarity);
        var byLikeness = Comparator.comparing(Rows::similarity)
                .reversed()
                .thenComparing(Rows::one)
                .thenComparing(Rows::other);
        var pairs = found.stream()
                .sorted(byLikeness)
                .limit(most)
                .map(pair -> new Pair(items.get(pair.one), items.get(pair.other), pair.similarity))
                .toList();
        var groups = groups(items.size(), found);
        return new NearDuplicates(
                pairs,
                found.size(),
                groups.stream()
                        .limit(most)
                        .map(rows -> rows.stream().map(items::get).toList())
                        .toList(),
                groups.size());
    }

    private static List<Rows> pairs(int items, float[] vectors, int dimensions, float similarity)
            throws InterruptedException {
        var tiles = ItemTiles.pack(vectors, items, dimensions);
        var found = Collections.synchronizedList(new ArrayList<Rows>());
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            workers.run(Math.ceilDiv(items, BATCH), (worker, chunk) -> {
                int from = chunk * BATCH;
                int count = Math.min(BATCH, items - from);
                var offsets = new int[count];
                var itself = new ItemSet[count];
                var nearest = new TopK[count];
                for (int i = 0; i < count; i++) {
                    offsets[i] = (from + i) * dimensions;
                    itself[i] = new ItemSet(items);
                    itself[i].add(from + i);
                    nearest[i] = new TopK(NEAREST);
                }
                tiles.topForEach(vectors, offsets, count, itself, nearest);
                for (int i = 0; i < count; i++) {
                    for (int place = 0; place < nearest[i].size() && nearest[i].score(place) >= similarity; place++) {
                        int other = nearest[i].item(place);
                        found.add(new Rows(
                                Math.min(from + i, other), Math.max(from + i, other), nearest[i].score(place)));
                    }
                }
            });
        }
        // A pair is found from both sides, or from one where the other has nearer ones.
        var once = new TreeMap<Long, Rows>();
        for (var pair : found) {
            once.merge((long) pair.one * items + pair.other, pair, (a, b) -> a.similarity >= b.similarity ? a : b);
        }
        return List.copyOf(once.values());
    }

    private static List<List<Integer>> groups(int items, List<Rows> pairs) {
        var parent = IntStream.range(0, items).toArray();
        for (var pair : pairs) {
            int one = root(parent, pair.one);
            int other = root(parent, pair.other);
            parent[Math.max(one, other)] = Math.min(one, other);
        }
        var members = new TreeMap<Integer, List<Integer>>();
        for (int item = 0; item < items; item++) {
            members.computeIfAbsent(root(parent, item), root -> new ArrayList<>())
                    .add(item);
        }
        return members.values().stream()
                .filter(group -> group.size() > 1)
                .sorted(Comparator.comparing((List<Integer> group) -> group.size())
                        .reversed()
                        .thenComparing(List::getFirst))
                .toList();
    }

    private static int root(int[] parent, int item) {
        int at = item;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
