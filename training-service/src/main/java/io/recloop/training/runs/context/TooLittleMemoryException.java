package io.recloop.training.runs.context;

/// A training would need more of the heap than there is; the message says how much, and what can be done.
public final class TooLittleMemoryException extends Exception {
    private static final long serialVersionUID = 1L;

    public TooLittleMemoryException(String message) {
        super(message);
    }
}
