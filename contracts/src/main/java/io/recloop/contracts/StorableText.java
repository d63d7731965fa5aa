package io.recloop.contracts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Text that PostgreSQL can store, in columns and in JSON: every character but NUL, and no half of a surrogate pair,
/// which no UTF-8 has. JSON can say both, as `\\u0000` and `\\ud800`, and a database that refuses a row that has been
/// acknowledged would be asked to store it for ever.
public final class StorableText {
    private static final char REPLACEMENT = '\uFFFD';

    private StorableText() {}

    /// The same text, with U+FFFD in the place of what cannot be stored.
    public static String of(String text) {
        if (isStorable(text)) {
            return text;
        }
        var storable = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            storable.append(isStorable(text, at) ? text.charAt(at) : REPLACEMENT);
        }
        return storable.toString();
    }

    /// The same with the values of a map; its keys are ids.
    public static Map<String, String> of(Map<String, String> texts) {
        if (texts.values().stream().allMatch(StorableText::isStorable)) {
            return texts;
        }
        var storable = new LinkedHashMap<>(texts);
        storable.replaceAll((key, value) -> of(value));
        return Collections.unmodifiableMap(storable);
    }

    public static boolean isStorable(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (!isStorable(text, at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return c != 0;
        }
        return Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
