package io.recloop.contracts.bundle;

/// What is there is not what was written: a file is missing, shorter, of another hash, or contradicts the manifest.
public final class CorruptBundleException extends BundleRefusedException {
    private static final long serialVersionUID = 1L;

    /// What was found to be wrong, in the order in which a reader looks.
    public enum Kind {
        /// The manifest or a file is missing or cannot be parsed.
        UNREADABLE,
        /// A length or a hash differs.
        CHECKSUM,
        /// The arrays do not fit each other or the manifest.
        SHAPE,
        /// A number is not finite, or an index points outside.
        NUMBERS
    }

    private final Kind kind;

    public CorruptBundleException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public CorruptBundleException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
