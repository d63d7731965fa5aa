package io.recloop.training.engine;

/// See [BprSettings].
public final class BprTrainer implements Trainer {
    private final BprSettings settings;

    public BprTrainer(BprSettings settings) {
        this.settings = settings;
    }

    @Override
    public BprSettings settings() {
        return settings;
    }

    @Override
    public long memory(TrainingData data) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Trained train(TrainingData data, TrainingContext context) {
        throw new UnsupportedOperationException("not yet");
    }
}
