package io.recloop.training.api;

/// There is no such run or model of this tenant.
final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotFoundException(String message) {
        super(message);
    }
}
