package io.recloop.recommender.reranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Fills a list place by place: what is pinned there, else the best candidate that no cap forbids. Makes one list.
///
/// Sources stay in their order, since their values do not compare: a candidate of the second is taken when the first
/// has no more to give. What is pinned is exempt from caps and counts for them. Where the candidates run out, what is
/// pinned further down moves up.
public final class Reranker {
    private final int limit;
    private final Diversity diversity;
    private final Similarity similarity;
    private final List<Cap.Count> caps;
    private final SortedMap<Integer, Candidate> pinned = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<Candidate> list = new ArrayList<>();
    private final Map<String, List<String>> capped = new HashMap<>();

    /// How alike two rows of a model are, −1 to 1.
    @FunctionalInterface
    public interface Similarity {
        Similarity UNKNOWN = (row, other) -> 0;

        double of(int row, int other);
    }

    /// @param list   best first
    /// @param capped item to the rules whose caps it fell to
    public record RerankedList(List<Candidate> list, Map<String, List<String>> capped) {}

    public Reranker(int limit, Diversity diversity, Similarity similarity, List<Cap> caps) {
        this.limit = limit;
        this.diversity = diversity;
        this.similarity = similarity;
        var all = new ArrayList<>(caps);
        if (diversity.maxPerCategory() > 0) {
            all.add(new Cap(null, Cap.Group.CATEGORY, diversity.maxPerCategory(), candidate -> true));
        }
        this.caps = all.stream().map(Cap.Count::new).toList();
    }

    /// At this position, or the next one that is free; not at all where there is none, or where the item has a place.
    ///
    /// @return whether it got one
    public boolean pin(int position, Candidate candidate) {
        if (taken.contains(candidate.item())) {
            return false;
        }
        for (int free = position; free <= limit; free++) {
            if (!pinned.containsKey(free)) {
                pinned.put(free, candidate);
                taken.add(candidate.item());
                caps.forEach(cap -> cap.add(candidate));
                return true;
            }
        }
        return false;
    }

    /// @param candidates in the order of their sources
    public RerankedList arrange(List<Candidate> candidates) {
        for (var source : bySource(candidates).values()) {
            fill(source);
        }
        while (list.size() < limit && !pinned.isEmpty()) {
            list.add(pinned.remove(pinned.firstKey()));
        }
        return new RerankedList(list, capped);
    }

    private static Map<String, List<Candidate>> bySource(List<Candidate> candidates) {
        var sources = new LinkedHashMap<String, List<Candidate>>();
        for (var candidate : candidates) {
            sources.computeIfAbsent(candidate.source(), source -> new ArrayList<>())
                    .add(candidate);
        }
        // Stable: what has the same value stays in the order in which it came.
        sources.values()
                .forEach(source ->
                        source.sort(Comparator.comparingDouble(Candidate::value).reversed()));
        return sources;
    }

    private void fill(List<Candidate> source) {
        var open = source.stream()
                .filter(candidate -> !taken.contains(candidate.item()))
                .toArray(Candidate[]::new);
        double best = Arrays.stream(open).mapToDouble(Candidate::value).max().orElse(0);
        var likeness = new double[open.length];
        if (diversity.isByLikeness()) {
            list.forEach(shown -> raise(likeness, open, shown));
        }
        while (list.size() < limit) {
            var atThisPlace = pinned.remove(list.size() + 1);
            int next = atThisPlace == null ? best(open, likeness, best) : -1;
            if (atThisPlace == null && next < 0) {
                return;
            }
            var chosen = atThisPlace == null ? open[next] : atThisPlace;
            if (atThisPlace == null) {
                open[next] = null;
                taken.add(chosen.item());
                caps.forEach(cap -> cap.add(chosen));
            }
            list.add(chosen);
            if (diversity.isByLikeness()) {
                raise(likeness, open, chosen);
            }
        }
    }

    /// @return -1 where none is left that no cap forbids
    private int best(Candidate[] open, double[] likeness, double bestValue) {
        int best = -1;
        double bestOfAll = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < open.length; i++) {
            var candidate = open[i];
            if (candidate == null) {
                continue;
            }
            if (isCapped(candidate)) {
                // Counts only rise: what is forbidden now stays so.
                open[i] = null;
                continue;
            }
            if (!diversity.isByLikeness()) {
                return i;
            }
            double value = diversity.value(candidate.value() / Math.max(1, bestValue), likeness[i]);
            if (value > bestOfAll) {
                bestOfAll = value;
                best = i;
            }
        }
        return best;
    }

    private boolean isCapped(Candidate candidate) {
        boolean forbidden = false;
        for (var count : caps) {
            if (count.forbids(candidate)) {
                forbidden = true;
                var rule = count.cap().rule();
                if (rule != null) {
                    capped.computeIfAbsent(candidate.item(), item -> new ArrayList<>())
                            .add(rule);
                }
            }
        }
        return forbidden;
    }

    private void raise(double[] likeness, Candidate[] open, Candidate shown) {
        if (shown.row() < 0) {
            return;
        }
        for (int i = 0; i < open.length; i++) {
            if (open[i] != null && open[i].row() >= 0) {
                likeness[i] = Math.max(likeness[i], similarity.of(open[i].row(), shown.row()));
            }
        }
    }
}
