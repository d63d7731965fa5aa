package io.recloop.alert.channels;

import io.recloop.alert.links.Hmac;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// `v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body`. Thread-safe.
///
/// Source: the Standard Webhooks specification, *Signature scheme*.
final class WebhookSignature {
    private static final String PREFIX = "whsec_";

    private final Hmac hmac;

    /// @param secret `whsec_` and Base64, or any other text, which is then the key itself in UTF-8
    /// @throws IllegalArgumentException when it is blank, or what follows `whsec_` is not Base64; the secret
    /// is not repeated
    WebhookSignature(String secret) {
        byte[] bytes;
        if (secret.startsWith(PREFIX)) {
            try {
                bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a webhook secret that begins with whsec_ must go on in Base64");
            }
        } else {
            bytes = secret.getBytes(StandardCharsets.UTF_8);
        }
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a webhook secret must not be empty");
        }
        hmac = new Hmac(bytes);
    }

    /// @param timestamp seconds since the epoch
    String of(String id, long timestamp, String body) {
        var signed = hmac.of("%s.%d.%s".formatted(id, timestamp, body).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }
}
