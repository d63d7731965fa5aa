package io.recloop.training.embeddings;

/// An encoder cannot be loaded, or cannot encode; the message is a sentence for who configured it.
public final class EncoderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EncoderException(String message) {
        super(message);
    }

    EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
