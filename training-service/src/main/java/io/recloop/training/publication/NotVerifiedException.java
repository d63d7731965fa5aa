package io.recloop.training.publication;

import org.jspecify.annotations.Nullable;

/// The store does not hold what it should; nothing was announced.
public final class NotVerifiedException extends Exception {
    private static final long serialVersionUID = 1L;

    static NotVerifiedException readBack(String modelId, Exception refused) {
        return new NotVerifiedException(
                "the bundle of " + modelId + " was read back and is wrong: " + refused.getMessage(), refused);
    }

    NotVerifiedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
