package io.recloop.local.importing;

/// A row cannot become an event; the message is the reason.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        // No stack trace: a file may hold millions of bad rows.
        super(reason, null, false, false);
    }

    String reason() {
        var message = getMessage();
        return message == null ? "not valid" : message;
    }
}
