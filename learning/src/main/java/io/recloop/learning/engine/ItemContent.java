package io.recloop.learning.engine;

/// What is known of the items beside who had them: one embedding a row, unit length, or all zeros where nothing is
/// known. The array is shared, not copied.
public final class ItemContent {
    private final int items;
    private final int dimensions;
    private final float[] embeddings;

    /// @param embeddings `float[items·dimensions]`, row-major
    public ItemContent(int items, int dimensions, float[] embeddings) {
        if (dimensions <= 0 || embeddings.length != (long) items * dimensions) {
            throw new IllegalArgumentException(
                    "%d rows of %d in an array of %d".formatted(items, dimensions, embeddings.length));
        }
        this.items = items;
        this.dimensions = dimensions;
        this.embeddings = embeddings;
    }

    public int items() {
        return items;
    }

    public int dimensions() {
        return dimensions;
    }

    /// The shared array.
    public float[] embeddings() {
        return embeddings;
    }
}
