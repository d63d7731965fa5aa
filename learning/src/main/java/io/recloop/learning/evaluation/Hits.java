package io.recloop.learning.evaluation;

import io.recloop.numerics.sparse.CsrMatrix;

/// What one user's list has hit so far, place after place, and the accuracy that follows. Not thread-safe.
///
/// Gain of a hit at rank *r*: `1/log₂(r + 1)` (Järvelin, Kekäläinen, TOIS 2002, with binary relevance), so that
/// each of the values is 1 for the best possible list.
final class Hits {
    private final double[] gain;
    private final double[] ideal;
    private int places;
    private int hits;
    private double gained;
    private double precisions;
    private int firstHit;

    /// @param k length of the longest list
    Hits(int k) {
        gain = new double[k];
        ideal = new double[k + 1];
        for (int place = 0; place < k; place++) {
            gain[place] = Math.log(2) / Math.log(place + 2);
            ideal[place + 1] = ideal[place] + gain[place];
        }
    }

    /// The sum over all lists of their NDCG, by the item that was hit: `double[items]`.
    static double[] ndcgOfItems(TopLists lists, CsrMatrix heldOut, int k) {
        var hits = new Hits(k);
        var ofItems = new double[heldOut.cols()];
        var users = lists.users();
        for (int slot = 0; slot < users.length; slot++) {
            double best = hits.ideal[Math.min(heldOut.rowLength(users[slot]), k)];
            for (int place = 0, size = Math.min(k, lists.size(slot)); place < size; place++) {
                int item = lists.item(slot, place);
                if (heldOut.contains(users[slot], item)) {
                    ofItems[item] += hits.gain[place] / best;
                }
            }
        }
        return ofItems;
    }

    void clear() {
        places = 0;
        hits = 0;
        gained = 0;
        precisions = 0;
        firstHit = 0;
    }

    void place(boolean hit) {
        places++;
        if (hit) {
            hits++;
            gained += gain[places - 1];
            precisions += (double) hits / places;
            firstHit = firstHit == 0 ? places : firstHit;
        }
    }

    double recall(int wanted) {
        return (double) hits / wanted;
    }

    /// @param k places asked for: those that a shorter list leaves empty count as missed
    double precision(int k) {
        return (double) hits / k;
    }

    double ndcg(int wanted, int k) {
        return gained / ideal[Math.min(wanted, k)];
    }

    /// Mean of the precision at each hit, over min(k, wanted).
    double averagePrecision(int wanted, int k) {
        return precisions / Math.min(k, wanted);
    }

    /// 1 / rank of the first hit, 0 without one.
    double reciprocalRank() {
        return firstHit == 0 ? 0 : 1.0 / firstHit;
    }
}
