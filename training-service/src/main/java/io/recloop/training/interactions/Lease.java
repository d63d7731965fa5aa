package io.recloop.training.interactions;

/// The right to write the lake, which one process has at a time.
interface Lease extends AutoCloseable {
    /// Takes it if it is free; true as long as this process has it.
    boolean held();

    /// Gives it back.
    @Override
    void close();
}
