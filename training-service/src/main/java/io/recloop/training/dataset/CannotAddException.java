package io.recloop.training.dataset;

/// New events cannot be added to those of the last refresh; the message says why, to be put after "but".
final class CannotAddException extends Exception {
    private static final long serialVersionUID = 1L;

    CannotAddException(String because) {
        super(because);
    }
}
