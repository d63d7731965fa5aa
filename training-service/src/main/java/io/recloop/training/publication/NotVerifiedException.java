package io.recloop.training.publication;

import org.jspecify.annotations.Nullable;

/// The store does not hold what it should; nothing was announced.
public final class NotVerifiedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotVerifiedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
