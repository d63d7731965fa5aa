package io.recloop.training.interactions;

/// The lake does not hold in time what is on the topics; the message says what is in the way.
public final class LakeBehindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LakeBehindException(String message) {
        super(message);
    }
}
