package io.recloop.monitor.api;

/// A range of time that cannot be answered; the message says why.
final class InvalidRangeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidRangeException(String message) {
        super(message);
    }
}
