package io.recloop.alert.channels;

import io.recloop.alert.messages.NotificationDocument;

/// The colour of a message's bar.
final class SeverityColour {
    private SeverityColour() {}

    static String of(NotificationDocument document) {
        if (document.isResolved()) {
            return "#36a64f";
        }
        return switch (document.text("severity")) {
            case "critical" -> "#ff0000";
            case "error" -> "#e8590c";
            case "warning" -> "#ff9900";
            default -> "#439fe0";
        };
    }
}
