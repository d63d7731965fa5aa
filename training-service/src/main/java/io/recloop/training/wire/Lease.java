package io.recloop.training.wire;

/// A right that one process has at a time.
public interface Lease extends AutoCloseable {
    /// Takes it if it is free; true as long as this process has had it without a break. Once it was lost, one answer is
    /// false even where it is free again.
    boolean held();

    /// Gives it back.
    @Override
    void close();
}
