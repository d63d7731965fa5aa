package io.recloop.training.publication;

import io.recloop.contracts.bundle.ArtifactStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts how many fetch from it at the same time.
final class CrowdedStore implements ArtifactStore {
    private final ArtifactStore behind;
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    CrowdedStore(ArtifactStore behind) {
        this.behind = behind;
    }

    int mostAtOnce() {
        return most.get();
    }

    @Override
    public String put(String key, Path from) throws IOException {
        return behind.put(key, from);
    }

    @Override
    public void fetch(String key, Path to) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        // The others come meanwhile, where they may.
        Thread.yield();
        try {
            behind.fetch(key, to);
        } finally {
            now.decrementAndGet();
        }
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
