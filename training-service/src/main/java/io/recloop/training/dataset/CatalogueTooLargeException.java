package io.recloop.training.dataset;

import java.io.IOException;

/// The texts of a tenant's items would take more of the heap than they may; the run fails instead of the process.
final class CatalogueTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    CatalogueTooLargeException(String tenant, long items, long bytes, long limit) {
        super(
                "the texts of the %d items of tenant %s need about %d MB of the heap, and may take %d MB: shorten them, or give recloop.training.dataset.max-text-bytes or the service more memory"
                        .formatted(items, tenant, bytes >> 20, limit >> 20));
    }
}
