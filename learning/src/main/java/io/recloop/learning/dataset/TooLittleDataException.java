package io.recloop.learning.dataset;

/// There is not enough to train on; the message says what there is and what is needed.
public final class TooLittleDataException extends Exception {
    private static final long serialVersionUID = 1L;

    public TooLittleDataException(String message) {
        super(message);
    }
}
