package io.recloop.training.engine;

/// See [EaseSettings].
public final class EaseTrainer implements Trainer {
    private final EaseSettings settings;

    public EaseTrainer(EaseSettings settings) {
        this.settings = settings;
    }

    @Override
    public EaseSettings settings() {
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
