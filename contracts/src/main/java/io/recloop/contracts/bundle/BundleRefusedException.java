package io.recloop.contracts.bundle;

/// A bundle that must not be loaded. The three kinds call for three different acts: fetch it again or train
/// again, upgrade the writer, or upgrade the reader.
public abstract sealed class BundleRefusedException extends Exception
        permits CorruptBundleException, BundleTooOldException, BundleTooNewException {
    private static final long serialVersionUID = 1L;

    BundleRefusedException(String message) {
        super(message);
    }

    BundleRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
