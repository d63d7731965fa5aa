package io.recloop.training.interactions;

import java.time.Duration;

/// The lake's settings for tests.
record FixedLake(int flushEvents, Duration flushAge, int mergeAt, long mergeBelow) implements LakeConfig {
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
