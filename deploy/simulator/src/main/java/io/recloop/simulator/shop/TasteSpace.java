package io.recloop.simulator.shop;

import io.recloop.simulator.shop.Chance.Purpose;
import java.util.random.RandomGenerator;

/// Where tastes live: unit vectors in [#DIMENSIONS] dimensions, gathered around one centre for each kind of taste.
final class TasteSpace {
    static final int DIMENSIONS = 16;

    /// How far an item strays from the centre of its group, as a share of the centre's length.
    private static final double ITEM_SPREAD = 0.45;

    private static final double VISITOR_SPREAD = 0.35;

    /// How much the second love of a visitor counts beside the first.
    private static final double SECOND_LOVE = 0.6;

    private final float[][] centres;

    TasteSpace(int groups, Chance chance) {
        centres = new float[groups][];
        for (int g = 0; g < groups; g++) {
            centres[g] = unit(gaussian(chance.stream(Purpose.TASTES, g), 1));
        }
    }

    int groups() {
        return centres.length;
    }

    float[] item(int group, RandomGenerator chance) {
        return unit(sum(centres[group], 1, gaussian(chance, ITEM_SPREAD / Math.sqrt(DIMENSIONS))));
    }

    float[] visitor(RandomGenerator chance) {
        int first = chance.nextInt(groups());
        int second = chance.nextInt(groups());
        var loves = sum(gaussian(chance, VISITOR_SPREAD / Math.sqrt(DIMENSIONS)), 1, centres[first]);
        return unit(sum(loves, SECOND_LOVE, centres[second]));
    }

    static double affinity(float[] a, float[] b) {
        double dot = 0;
        for (int d = 0; d < DIMENSIONS; d++) {
            dot += (double) a[d] * b[d];
        }
        return dot;
    }

    private static float[] gaussian(RandomGenerator chance, double deviation) {
        var vector = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] = (float) (chance.nextGaussian() * deviation);
        }
        return vector;
    }

    private static float[] sum(float[] a, double factor, float[] b) {
        var vector = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            vector[d] = (float) (a[d] + factor * b[d]);
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(affinity(vector, vector));
        var unit = new float[DIMENSIONS];
        for (int d = 0; d < DIMENSIONS; d++) {
            unit[d] = (float) (vector[d] / length);
        }
        return unit;
    }
}
