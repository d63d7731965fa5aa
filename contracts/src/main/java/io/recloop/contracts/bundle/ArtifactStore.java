package io.recloop.contracts.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Where bundles are kept: a folder, or anything that can hold folders of files.
///
/// Keys are relative paths of safe names, such as `models/als-…`; an implementation refuses any other.
/// Thread-safe. What `put` has returned for is complete and durable; before that it is not visible.
public interface ArtifactStore {
    /// Copies a folder of files into the store under a key that is not there yet.
    ///
    /// @return where it is, as a URI for people
    String put(String key, Path folder) throws IOException;

    /// Copies what is under a key into an empty or absent folder. A local store may link instead of copying.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is nothing under the key
    void fetch(String key, Path folder) throws IOException;

    /// The names directly under a key, sorted; empty where there are none.
    List<String> list(String key) throws IOException;

    /// Gives what is under a key another one that is not there yet, at once and without copying.
    ///
    /// @throws java.nio.file.NoSuchFileException where there is nothing under the key
    void move(String from, String to) throws IOException;

    /// Removes what is under a key; nothing happens where there is nothing.
    void delete(String key) throws IOException;
}
