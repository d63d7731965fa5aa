package io.recloop.contracts.bundle;

/// Written by a later release.
public final class BundleTooNewException extends BundleRefusedException {
    private static final long serialVersionUID = 1L;

    public BundleTooNewException(int found, int newest) {
        super("the bundle has format %d, the newest that can be read is %d: upgrade the reader first"
                .formatted(found, newest));
    }
}
