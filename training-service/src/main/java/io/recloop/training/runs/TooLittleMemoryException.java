package io.recloop.training.runs;

/// A training would need more of the heap than there is; the message says how much, and what can be done.
final class TooLittleMemoryException extends Exception {
    private static final long serialVersionUID = 1L;

    TooLittleMemoryException(String message) {
        super(message);
    }
}
