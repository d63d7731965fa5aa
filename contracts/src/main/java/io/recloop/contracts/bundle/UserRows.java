package io.recloop.contracts.bundle;

/// What a model knows of its users, row by row. Thread-safe; every array is the caller's own.
public interface UserRows {
    int count();

    String id(int row);

    /// @return -1 where the model does not know the user
    int row(String id);

    /// Copies a user's factors, `float[k]`, to a place in an array; nothing where *k* is 0.
    void copyFactors(int row, float[] into, int at);

    /// The rows of the items the user had, ascending.
    int[] seen(int row);

    /// The weight of each of [#seen]; 0 for seen and not a positive.
    float[] weights(int row);

    /// Those of a model on the heap.
    static UserRows of(ModelContent content) {
        return new HeapUserRows(content);
    }
}
