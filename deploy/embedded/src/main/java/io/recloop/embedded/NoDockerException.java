package io.recloop.embedded;

/// The tests were asked to run against containers, and there is no Docker to start them.
final class NoDockerException extends IllegalStateException {
    static final String REASON = "-D" + StackKind.PROPERTY + "=containers needs Docker, and Docker cannot be reached:"
            + " start it, or leave the option out to test against the embedded broker and database";

    private static final long serialVersionUID = 1;

    NoDockerException() {
        super(REASON);
    }
}
