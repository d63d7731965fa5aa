package io.recloop.simulator.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The items of the highest scores among those offered; of equal scores the earlier item. Not thread-safe.
final class Best {
    private record Candidate(int item, double score) {}

    private static final Comparator<Candidate> WORST_FIRST =
            Comparator.comparingDouble(Candidate::score).thenComparing(Candidate::item, Comparator.reverseOrder());

    private final int length;
    private final PriorityQueue<Candidate> kept = new PriorityQueue<>(WORST_FIRST);

    Best(int length) {
        this.length = length;
    }

    void offer(int item, double score) {
        var worst = kept.peek();
        if (kept.size() == length && worst != null && score <= worst.score()) {
            return;
        }
        kept.add(new Candidate(item, score));
        if (kept.size() > length) {
            kept.remove();
        }
    }

    /// Empties this.
    List<Integer> descending() {
        var items = new ArrayList<Integer>(kept.size());
        while (!kept.isEmpty()) {
            items.add(kept.remove().item());
        }
        Collections.reverse(items);
        return items;
    }
}
