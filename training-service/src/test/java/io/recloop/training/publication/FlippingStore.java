package io.recloop.training.publication;

import io.recloop.contracts.bundle.ArtifactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A disk that gives back something else than it was given.
public record FlippingStore(ArtifactStore behind) implements ArtifactStore {
    @Override
    public String put(String key, Path from) throws IOException {
        return behind.put(key, from);
    }

    @Override
    public void fetch(String key, Path to) throws IOException {
        behind.fetch(key, to);
        var file = to.resolve("item_factors.npy");
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @Override
    public List<String> list(String key) throws IOException {
        return behind.list(key);
    }

    @Override
    public void move(String from, String to) throws IOException {
        behind.move(from, to);
    }

    @Override
    public void delete(String key) throws IOException {
        behind.delete(key);
    }
}
