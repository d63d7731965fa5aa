package io.recloop.contracts.events;

/// A record on a topic is not an event of that topic. The consumer puts it on the dead-letter topic with
/// [#code()] and the message, and goes on.
public final class InvalidEventException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why, in a word that a rule can count.
    public enum Code {
        TOO_LARGE("too-large"),
        MALFORMED("malformed"),
        UNKNOWN_TYPE("unknown-type"),
        INVALID_FIELD("invalid-field"),
        IMPLAUSIBLE_TIME("implausible-time");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    private final Code code;

    public InvalidEventException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
