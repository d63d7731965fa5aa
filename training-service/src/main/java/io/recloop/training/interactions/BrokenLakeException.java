package io.recloop.training.interactions;

/// The files of the lake contradict each other; nothing is written until a person has looked. The message says
/// what to do.
public final class BrokenLakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenLakeException(String message) {
        super(message);
    }
}
