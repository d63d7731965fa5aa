package io.recloop.recommender.reranking;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Which places of a list are given to new items, so that these get a share of the attention that the list gets.
///
/// The attention of position *p* is taken to be `1/log₂(1 + p)`, the discount of DCG. Slots are taken from the first
/// one on for as long as the share lasts; what is left of it is the probability of the last slot. So new items get the
/// share exactly, on average over lists, whatever the position, which trades how soon they are noticed for how much a
/// poor one costs.
///
/// @param share 0 to 0.5; 0 is off
/// @param first position of the first slot; the last position of a list that is shorter
public record Exploration(double share, int first) {
    public static final Exploration OFF = new Exploration(0, 1);

    public Exploration {
        if (!(share >= 0 && share <= 0.5)) {
            throw new IllegalArgumentException("the share of exploration must be from 0 to 0.5");
        }
        if (first < 1) {
            throw new IllegalArgumentException("the position of exploration must be at least 1");
        }
    }

    public boolean isOff() {
        return share == 0;
    }

    /// @param limit the length of the list
    /// @return positions, ascending
    public List<Integer> slots(int limit, RandomGenerator random) {
        var slots = new ArrayList<Integer>();
        double left = share * attention(1, limit);
        for (int position = Math.min(first, limit); position <= limit && left > 0; position++) {
            double needed = attention(position, position);
            if (needed <= left || random.nextDouble() < left / needed) {
                slots.add(position);
            }
            left -= needed;
        }
        return slots;
    }

    static double attention(int from, int to) {
        double sum = 0;
        for (int position = from; position <= to; position++) {
            sum += Math.log(2) / Math.log(1 + position);
        }
        return sum;
    }
}
