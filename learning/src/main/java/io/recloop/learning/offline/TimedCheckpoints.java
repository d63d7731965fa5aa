package io.recloop.learning.offline;

import io.recloop.learning.checkpoints.CheckpointFolder;
import io.recloop.learning.engine.Checkpoint;
import io.recloop.learning.engine.Checkpoints;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/// Saves what a training has reached not at every iteration but from time to time: how long an iteration takes depends
/// on the data.
final class TimedCheckpoints implements Checkpoints {
    private final CheckpointFolder folder;
    private final long every;
    private final LongSupplier nanoTime;
    private final IntConsumer resumed;
    private long saved;

    /// @param every    so much time passes between two savings, at least
    /// @param nanoTime a clock without a date
    /// @param resumed  told after which iteration a training goes on
    TimedCheckpoints(CheckpointFolder folder, Duration every, LongSupplier nanoTime, IntConsumer resumed) {
        this.folder = folder;
        this.every = every.toNanos();
        this.nanoTime = nanoTime;
        this.resumed = resumed;
        this.saved = nanoTime.getAsLong();
    }

    @Override
    public boolean due(int iteration) {
        return nanoTime.getAsLong() - saved >= every;
    }

    @Override
    public void save(Checkpoint checkpoint) throws IOException {
        folder.save(checkpoint);
        saved = nanoTime.getAsLong();
    }

    @Override
    public Optional<Checkpoint> newest() throws IOException {
        var newest = folder.newest();
        newest.ifPresent(checkpoint -> resumed.accept(checkpoint.iteration()));
        return newest;
    }
}
