package io.recloop.local.demo;

/// Something that must happen did not within its time; the message says what was waited for and what was seen last.
final class NotSeenException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSeenException(String message) {
        super(message);
    }
}
