package io.recloop.alert.messages;

import java.util.function.UnaryOperator;

/// Makes a text fit: what is too long for a channel is cut with a mark, and the alert still arrives.
public final class TextCut {
    private static final String MARK = "… [cut]";

    private TextCut() {}

    public static String to(int limit, String text) {
        return to(limit, text, UnaryOperator.identity());
    }

    /// Cuts before it escapes, so that no escape is cut in two.
    ///
    /// @param limit  of the escaped text, in UTF-16 units, as receivers count
    /// @param escape of one code point
    public static String to(int limit, String text, UnaryOperator<String> escape) {
        var whole = new StringBuilder();
        int fits = 0;
        int room = Math.max(0, limit - MARK.length());
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            whole.append(escape.apply(Character.toString(point)));
            if (whole.length() <= room) {
                fits = whole.length();
            }
            if (whole.length() > limit) {
                return whole.substring(0, fits) + MARK.substring(0, Math.min(limit, MARK.length()));
            }
            i += Character.charCount(point);
        }
        return whole.toString();
    }

    /// One line: line breaks and other control characters, which would end a header or a log line, become
    /// spaces.
    public static String line(String text) {
        return PlainText.of(text).replaceAll("\\s+", " ").strip();
    }
}
