package io.recloop.alert.silences;

/// A silence that may not be; the message is the one that Alertmanager gives.
public final class InvalidSilenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSilenceException(String message) {
        super(message, null, false, false);
    }
}
