package io.recloop.monitor.api;

/// Nothing was evaluated for the tenant yet.
final class NothingEvaluatedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
