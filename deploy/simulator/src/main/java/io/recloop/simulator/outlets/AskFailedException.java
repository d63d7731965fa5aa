package io.recloop.simulator.outlets;

/// The recommender gave no list. The visitor saw an empty place on the page.
public final class AskFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public AskFailedException(String because) {
        super(because);
    }

    public AskFailedException(String because, Throwable cause) {
        super(because, cause);
    }
}
