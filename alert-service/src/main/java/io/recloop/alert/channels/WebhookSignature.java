package io.recloop.alert.channels;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body`. Thread-safe.
///
/// Source: the Standard Webhooks specification, *Signature scheme*.
final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

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
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /// @param timestamp seconds since the epoch
    String of(String id, long timestamp, String body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            var signed = mac.doFinal("%s.%d.%s".formatted(id, timestamp, body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
