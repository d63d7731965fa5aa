package io.recloop.alert.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A secret that is configured itself or as a file.
final class Secrets {
    private Secrets() {}

    /// @throws IllegalArgumentException naming the key whose file cannot be read; never the secret
    static Optional<String> of(String key, Optional<String> given, Optional<Path> file) {
        if (file.isEmpty()) {
            return given.filter(text -> !text.isBlank());
        }
        try {
            return Optional.of(Files.readString(file.get()).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            throw new IllegalArgumentException("%s-file: %s cannot be read".formatted(key, file.get()), e);
        }
    }
}
