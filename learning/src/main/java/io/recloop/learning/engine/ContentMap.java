package io.recloop.learning.engine;

/// Where an item belongs by its content alone: `factors = embedding · map`. The array is shared, not copied.
public final class ContentMap {
    private final int dimensions;
    private final int factors;
    private final float[] map;

    /// @param map `float[dimensions·factors]`, row-major
    public ContentMap(int dimensions, int factors, float[] map) {
        if (map.length != (long) dimensions * factors) {
            throw new IllegalArgumentException(
                    "%d rows of %d in an array of %d".formatted(dimensions, factors, map.length));
        }
        this.dimensions = dimensions;
        this.factors = factors;
        this.map = map;
    }

    public int dimensions() {
        return dimensions;
    }

    public int factors() {
        return factors;
    }

    /// The shared array.
    public float[] map() {
        return map;
    }
}
