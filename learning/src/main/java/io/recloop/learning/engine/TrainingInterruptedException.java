package io.recloop.learning.engine;

/// The thread was interrupted: no result, no thread left working, the interrupt flag is set again.
public final class TrainingInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingInterruptedException(InterruptedException cause) {
        super("interrupted", cause);
    }
}
