package io.recloop.local.layout;

/// Something that the person at the terminal can understand and act on; printed as one line, without a stack trace.
public final class LocalFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public LocalFailure(String message) {
        this(message, 2);
    }

    /// @param exitCode 1 for a warning, 2 for a failure
    public LocalFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
