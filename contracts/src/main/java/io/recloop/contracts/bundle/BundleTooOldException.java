package io.recloop.contracts.bundle;

/// Written in a format that this reader no longer knows.
public final class BundleTooOldException extends BundleRefusedException {
    private static final long serialVersionUID = 1L;

    public BundleTooOldException(int found, int oldest) {
        super("the bundle has format %d, the oldest that can be read is %d: train the model again"
                .formatted(found, oldest));
    }
}
