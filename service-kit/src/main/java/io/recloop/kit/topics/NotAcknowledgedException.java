package io.recloop.kit.topics;

/// The broker did not acknowledge a record in time. It may be on the topic all the same: to send it again, use the same
/// event id.
public final class NotAcknowledgedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAcknowledgedException(String what, Throwable cause) {
        super("the broker did not acknowledge %s: %s".formatted(what, cause.getMessage()), cause);
    }
}
