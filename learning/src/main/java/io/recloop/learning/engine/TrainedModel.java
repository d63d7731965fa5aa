package io.recloop.learning.engine;

/// What training yields. The arrays within are shared, not copied: nobody may write to them after construction.
public sealed interface TrainedModel permits FactorModel, ItemWeightModel {
    int users();

    int items();

    /// How many numbers of it are NaN or infinite.
    long nonFinite();

    /// The greatest Euclidean length of a row; NaN or infinite where a number of it is.
    float largestNorm();

    default boolean isFinite() {
        return nonFinite() == 0;
    }
}
