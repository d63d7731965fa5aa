package io.recloop.alert.labels;

/// Quotes a text as Go's `%q` does, which is how Alertmanager names what it refuses.
public final class GoQuote {
    private static final int CUT = 200;

    private GoQuote() {}

    /// A text too long to be read is cut: it was sent by somebody and comes back to them.
    public static String of(String text) {
        var quoted = new StringBuilder("\"");
        var shown = text.length() > CUT ? text.substring(0, CUT) + "…" : text;
        shown.codePoints().forEach(c -> append(quoted, c));
        return quoted.append('"').toString();
    }

    private static void append(StringBuilder quoted, int c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (c < 0x20 || c == 0x7f) {
                    quoted.append("\\x%02x".formatted(c));
                } else {
                    quoted.appendCodePoint(c);
                }
            }
        }
    }
}
