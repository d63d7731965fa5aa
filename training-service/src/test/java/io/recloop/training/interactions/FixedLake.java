package io.recloop.training.interactions;

import java.nio.file.Path;
import java.time.Duration;

/// The lake's settings for tests.
record FixedLake(int flushEvents, Duration flushAge, int mergeAt, long mergeBelow) implements LakeConfig {
    @Override
    public Path dir() {
        throw new UnsupportedOperationException("a test makes its lake itself");
    }

    @Override
    public long flushBytes() {
        return 64 << 20;
    }

    @Override
    public String memory() {
        return "256MB";
    }

    @Override
    public Duration catchUp() {
        return Duration.ofMinutes(1);
    }
}
