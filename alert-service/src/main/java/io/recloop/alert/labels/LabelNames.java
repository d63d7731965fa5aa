package io.recloop.alert.labels;

/// What a label may be called: `[a-zA-Z_][a-zA-Z0-9_]*`.
public final class LabelNames {
    private LabelNames() {}

    public static boolean isValid(String name) {
        if (name.isEmpty() || isDigit(name.charAt(0))) {
            return false;
        }
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    /// A valid name made of any text: what may not be in it becomes `_`. Grafana does the same for Alertmanager.
    public static String made(String text) {
        var made = text.replaceAll("[^a-zA-Z0-9_]", "_");
        return made.isEmpty() || isDigit(made.charAt(0)) ? "_" + made : made;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
