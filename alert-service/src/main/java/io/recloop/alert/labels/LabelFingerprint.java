package io.recloop.alert.labels;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// The identity of a label set as Alertmanager has it: FNV-1a of 64 bits over the sorted names and values, as sixteen
/// hexadecimal digits.
///
/// Source: `LabelSet.Fingerprint` of prometheus/common.
public final class LabelFingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int SEPARATOR = 255;

    private LabelFingerprint() {}

    public static String of(Map<String, String> labels) {
        long sum = OFFSET;
        for (var label : new TreeMap<>(labels).entrySet()) {
            sum = add(sum, label.getKey());
            sum = add(sum, label.getValue());
        }
        return "%016x".formatted(sum);
    }

    private static long add(long sum, String text) {
        long added = sum;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            added = (added ^ (b & 0xff)) * PRIME;
        }
        return (added ^ SEPARATOR) * PRIME;
    }
}
