package io.recloop.alert.labels;

/// A matcher that cannot be one; the message is the one that Alertmanager gives.
public final class InvalidMatcherException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidMatcherException(String message) {
        super(message);
    }
}
