package io.recloop.alert.posted;

/// An alert that may not be.
public final class InvalidAlertException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidAlertException(String message) {
        super(message, null, false, false);
    }
}
