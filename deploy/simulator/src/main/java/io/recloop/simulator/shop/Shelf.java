package io.recloop.simulator.shop;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/// What is for sale at one moment, and how it is liked. Immutable: a holder sees one moment only.
public final class Shelf {
    /// How much more a visitor is drawn by what they like when choosing freely: the odds grow by e to this, times
    /// affinity.
    private static final double DEVOTION = 7;

    /// A click at the first look: at most this probable, half of it at this affinity, steeper or less steep by this
    /// slope.
    private static final double MOST = 0.3;

    private static final double HALF_AT = 0.5;
    private static final double SLOPE = 7;

    /// How much fame helps: the logit of a click grows by this for each factor e of popularity weight.
    private static final double FAME = 0.3;

    /// The probability to look at position k is k to the minus this.
    private static final double IMPATIENCE = 0.6;

    /// So that a visitor who likes nothing on the shelf leaves rather than searching for ever.
    private static final int PATIENCE = 2_000;

    private final List<Item> items;
    private final Map<String, Integer> indexById;
    private final float[][] tastes;
    private final double[] weights;
    private final double[] fame;
    private final WeightedDraw byWeight;

    /// @param weights popularity; 0 where the item is not available
    Shelf(List<Item> items, float[][] tastes, double[] weights) {
        this.items = List.copyOf(items);
        this.tastes = tastes;
        this.weights = weights;
        this.indexById = HashMap.newHashMap(items.size());
        this.fame = new double[weights.length];
        double sum = 0;
        int available = 0;
        for (var item : items) {
            indexById.put(item.id(), item.index());
            double weight = weights[item.index()];
            if (weight > 0) {
                sum += Math.log(weight);
                available++;
            }
        }
        for (int i = 0; i < fame.length; i++) {
            fame[i] = weights[i] > 0 ? FAME * (Math.log(weights[i]) - sum / available) : 0;
        }
        this.byWeight = new WeightedDraw(weights);
    }

    public List<Item> items() {
        return items;
    }

    public OptionalInt indexOf(String id) {
        var index = indexById.get(id);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    public boolean available(int item) {
        return weights[item] > 0;
    }

    double[] weights() {
        return weights.clone();
    }

    float[][] tastes() {
        return tastes.clone();
    }

    /// How much the visitor likes the item, −1 to 1.
    public double affinity(Visitor visitor, int item) {
        return TasteSpace.affinity(visitor.taste(), tastes[item]);
    }

    /// Probability that the visitor clicks the item, once looked at. What is sold out is not clicked.
    public double click(Visitor visitor, int item) {
        if (!available(item)) {
            return 0;
        }
        double logit = SLOPE * (affinity(visitor, item) - HALF_AT) + fame[item];
        return MOST / (1 + Math.exp(-logit));
    }

    /// Probability that a visitor looks at a position at all.
    ///
    /// @param position from 1
    public static double examination(int position) {
        return Math.pow(position, -IMPATIENCE);
    }

    /// What this list would get from this visitor on average.
    public Expectation expectation(Visitor visitor, List<Integer> list) {
        double clicks = 0;
        double none = 1;
        for (int k = 0; k < list.size(); k++) {
            double probability = examination(k + 1) * click(visitor, list.get(k));
            clicks += probability;
            none *= 1 - probability;
        }
        return new Expectation(clicks, 1 - none);
    }

    /// The best list that anybody could show this visitor: the available items that they never had, most clickable
    /// first.
    public List<Integer> ideal(Visitor visitor, int length) {
        var had = visitor.memory();
        var best = new Best(length);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && !had.get(i)) {
                best.offer(i, click(visitor, i));
            }
        }
        return best.descending();
    }

    /// The most famous available items; with a visitor's memory, those that they never had.
    public List<Integer> popular(BitSet except, int length) {
        var best = new Best(length);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && !except.get(i)) {
                best.offer(i, weights[i]);
            }
        }
        return best.descending();
    }

    /// What the visitor picks when nobody recommends anything: in proportion to popularity × e^(devotion ×
    /// affinity), by rejection from popularity alone. Empty when nothing pleased.
    public OptionalInt choose(Visitor visitor, RandomGenerator chance) {
        for (int attempt = 0; attempt < PATIENCE; attempt++) {
            int item = byWeight.next(chance);
            if (chance.nextDouble() < Math.exp(DEVOTION * (affinity(visitor, item) - 1))) {
                return OptionalInt.of(item);
            }
        }
        return OptionalInt.empty();
    }

    /// One item in proportion to popularity alone, for any visitor.
    int glance(RandomGenerator chance) {
        return byWeight.next(chance);
    }

    /// @param clicks expected number of clicks
    /// @param any    probability of at least one
    public record Expectation(double clicks, double any) {}
}
