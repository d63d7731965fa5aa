package io.recloop.learning.text;

/// An encoder cannot be loaded, or cannot encode; the message is a sentence for who configured it.
public final class EncoderException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EncoderException(String message) {
        super(message);
    }

    public EncoderException(String message, Throwable cause) {
        super(message, cause);
    }
}
