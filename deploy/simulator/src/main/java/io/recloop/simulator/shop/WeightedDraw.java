package io.recloop.simulator.shop;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Draws an index in proportion to its weight, in constant time. Immutable.
///
/// Source: Vose, *A linear algorithm for generating random numbers with a given distribution*, IEEE TSE 1991.
final class WeightedDraw {
    private final double[] stay;
    private final int[] alias;

    /// @param weights at least one, none negative, not all zero
    WeightedDraw(double[] weights) {
        int n = weights.length;
        double total = Arrays.stream(weights).sum();
        if (!(total > 0) || Double.isInfinite(total)) {
            throw new IllegalArgumentException("weights must have a positive, finite sum, was " + total);
        }
        stay = new double[n];
        alias = new int[n];
        int[] stack = new int[n];
        int small = 0;
        int large = n;
        for (int i = 0; i < n; i++) {
            stay[i] = weights[i] * n / total;
            alias[i] = i;
            if (stay[i] < 1) {
                stack[small++] = i;
            } else {
                stack[--large] = i;
            }
        }
        while (small > 0 && large < n) {
            int poor = stack[--small];
            int rich = stack[large];
            alias[poor] = rich;
            stay[rich] -= 1 - stay[poor];
            if (stay[rich] < 1) {
                large++;
                stack[small++] = rich;
            }
        }
        // What rounding left over on either side is full.
        while (small > 0) {
            stay[stack[--small]] = 1;
        }
    }

    int next(RandomGenerator chance) {
        int i = chance.nextInt(stay.length);
        return chance.nextDouble() < stay[i] ? i : alias[i];
    }
}
