package io.recloop.numerics.kernels;

import static java.util.Objects.checkIndex;

/// The best *k* of what is offered, exactly: score descending, ties by item row ascending.
///
/// Scores that are NaN or negative infinity are never kept. A heap while it is offered to; [#sort] puts it in
/// order. Not thread-safe; [#clear] makes it ready for the next user.
public final class TopK {
    private final float[] scores;
    private final int[] items;
    private int size;

    public TopK(int k) {
        if (k <= 0) {
            throw new IllegalArgumentException("k must be > 0, was " + k);
        }
        this.scores = new float[k];
        this.items = new int[k];
    }

    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    /// Valid after [#sort]: the item at this place, best first.
    public int item(int place) {
        return items[checkIndex(place, size)];
    }

    /// Valid after [#sort].
    public float score(int place) {
        return scores[checkIndex(place, size)];
    }

    /// No item offered later with a higher row can enter with this score or a lower one.
    public float threshold() {
        return size < scores.length ? Float.NEGATIVE_INFINITY : scores[0];
    }

    public void offer(int item, float score) {
        if (size < scores.length) {
            if (score > Float.NEGATIVE_INFINITY) {
                siftUp(item, score);
            }
        } else if (isWorse(scores[0], items[0], score, item)) {
            siftDown(item, score, size);
        }
    }

    /// Best first. Offer nothing after it until [#clear].
    public void sort() {
        for (int end = size - 1; end > 0; end--) {
            int item = items[end];
            float score = scores[end];
            items[end] = items[0];
            scores[end] = scores[0];
            siftDown(item, score, end);
        }
    }

    private void siftUp(int item, float score) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isWorse(score, item, scores[parent], items[parent])) {
                break;
            }
            scores[at] = scores[parent];
            items[at] = items[parent];
            at = parent;
        }
        scores[at] = score;
        items[at] = item;
    }

    private void siftDown(int item, float score, int end) {
        int at = 0;
        for (int child = 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && isWorse(scores[child + 1], items[child + 1], scores[child], items[child])) {
                child++;
            }
            if (!isWorse(scores[child], items[child], score, item)) {
                break;
            }
            scores[at] = scores[child];
            items[at] = items[child];
            at = child;
        }
        scores[at] = score;
        items[at] = item;
    }

    private static boolean isWorse(float score, int item, float thanScore, int thanItem) {
        return score < thanScore || score == thanScore && item > thanItem;
    }
}
