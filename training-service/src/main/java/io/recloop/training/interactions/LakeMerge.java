package io.recloop.training.interactions;

import java.io.IOException;

/// Makes one segment of many small ones, so that a reader of the whole lake opens fewer files.
@FunctionalInterface
public interface LakeMerge {
    LakeMerge NONE = () -> {};

    /// Returns when it is done, or when it is not this process that writes the lake.
    void merge() throws IOException, InterruptedException;
}
