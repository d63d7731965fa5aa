package io.recloop.training.api;

/// It is there, and not in a state in which this can be done.
final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConflictException(String message) {
        super(message);
    }
}
