package io.recloop.learning.tuning;

import java.util.Arrays;
import java.util.SplittableRandom;

/// A place in the unit cube of a search space. Immutable.
final class Point {
    private final double[] coordinates;

    Point(double... coordinates) {
        this.coordinates = coordinates.clone();
    }

    static Point anywhere(int dimensions, SplittableRandom random) {
        return new Point(random.doubles(dimensions).toArray());
    }

    int dimensions() {
        return coordinates.length;
    }

    double at(int dimension) {
        return coordinates[dimension];
    }

    /// With one dimension more.
    Point and(double coordinate) {
        var extended = Arrays.copyOf(coordinates, coordinates.length + 1);
        extended[coordinates.length] = coordinate;
        return new Point(extended);
    }

    /// Two dimensions in three moved by a normal deviate, not over the border.
    Point near(double step, SplittableRandom random) {
        var moved = coordinates.clone();
        for (int d = 0; d < moved.length; d++) {
            if (random.nextInt(3) > 0) {
                moved[d] = Math.clamp(moved[d] + step * random.nextGaussian(), 0, 1);
            }
        }
        return new Point(moved);
    }
}
