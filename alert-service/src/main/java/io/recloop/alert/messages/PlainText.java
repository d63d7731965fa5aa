package io.recloop.alert.messages;

/// Text of others without what acts on terminals and readers: control characters but for line break and tab,
/// and the marks that turn the direction of writing, by which a text can be made to look like another.
final class PlainText {
    private PlainText() {}

    static String of(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == '\n' || point == '\t' || !acts(point)) {
                clean.appendCodePoint(point);
            } else if (point != '\r') {
                clean.append('\uFFFD');
            }
        });
        return clean.toString();
    }

    private static boolean acts(int point) {
        return Character.isISOControl(point)
                || point == 0x2028
                || point == 0x2029
                || point >= 0x202A && point <= 0x202E
                || point >= 0x2066 && point <= 0x2069
                || Character.getType(point) == Character.SURROGATE;
    }
}
