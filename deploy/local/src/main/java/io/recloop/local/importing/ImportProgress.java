package io.recloop.local.importing;

/// Hears how far an import is, often.
public interface ImportProgress {

    /// @param bytesRead of the file, compressed where it is compressed
    void at(long bytesRead, long acknowledged, long refused);
}
