package io.recloop.monitor.summaries;

/// Bytes that are no summary, or one of a later version.
public final class CorruptSummaryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptSummaryException(String why) {
        super("not a summary that can be read: " + why);
    }
}
