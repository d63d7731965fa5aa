package io.recloop.learning.text;

/// Hears how far an encoding is: one call at a time, on any thread.
@FunctionalInterface
public interface EncodingProgress {
    EncodingProgress SILENT = (done, total) -> {};

    void encoded(int done, int total);
}
