package io.recloop.alert.incidents;

import java.util.LinkedHashMap;
import java.util.Map;

/// PostgreSQL stores every character but NUL, which a sender may well write as `\u0000`.
final class StorableText {
    private StorableText() {}

    static String of(String text) {
        return text.replace('\u0000', '\uFFFD');
    }

    static Map<String, String> of(Map<String, String> texts) {
        var storable = new LinkedHashMap<String, String>();
        texts.forEach((key, value) -> storable.put(key, of(value)));
        return storable;
    }
}
