package io.recloop.training.interactions;

import io.recloop.training.wire.Lease;

/// For a test that runs one process at a time.
final class AlwaysHeld implements Lease {
    @Override
    public boolean held() {
        return true;
    }

    @Override
    public void close() {}
}
