package io.recloop.contracts.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// The identity of a trouble: 32 hexadecimal digits of the tenant, the rule and the labels that tell one
/// trouble from another. What changes from one raising to the next (a measured value, a time) must not be among
/// the labels.
public final class Fingerprint {
    private Fingerprint() {}

    public static String of(String tenant, String rule, Map<String, String> labels) {
        var digest = sha256();
        update(digest, tenant);
        update(digest, rule);
        new TreeMap<>(labels).forEach((label, value) -> {
            update(digest, label);
            update(digest, value);
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /// Writes the length first, so that ("ab", "c") and ("a", "bc") differ.
    private static void update(MessageDigest digest, String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
