package io.recloop.learning.engine;

import java.io.IOException;
import java.util.Optional;

/// Where a training leaves what it has reached, so that a killed one goes on from there. One training at a time.
public interface Checkpoints {
    /// Keeps nothing.
    Checkpoints NONE = new Checkpoints() {
        @Override
        public boolean due(int iteration) {
            return false;
        }

        @Override
        public void save(Checkpoint checkpoint) {}

        @Override
        public Optional<Checkpoint> newest() {
            return Optional.empty();
        }
    };

    /// Whether the state after this iteration, counted from 1, shall be saved.
    boolean due(int iteration);

    /// Whole or not at all; the oldest are deleted.
    void save(Checkpoint checkpoint) throws IOException;

    /// The newest that can be read; broken ones are passed over.
    Optional<Checkpoint> newest() throws IOException;
}
