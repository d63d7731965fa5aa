package io.recloop.alert.links;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Links that acknowledge one incident until a time, for whom the message reached. A token is the incident's id, the
/// second of its end and the HMAC-SHA256 of both, in URL-safe Base64. Immutable.
@Singleton
public final class AckLinks {
    private static final int MIN_SECRET = 32;
    private static final int HEAD = 24;
    private static final byte[] PURPOSE = "acknowledge:".getBytes(StandardCharsets.US_ASCII);

    private final Optional<URI> base;
    private final Optional<Hmac> hmac;
    private final Duration validFor;
    private final Clock clock;

    /// @throws IllegalArgumentException when the secret is too short or its file cannot be read
    @Inject
    public AckLinks(LinkConfig config, Clock clock) {
        this.base = config.baseUrl();
        this.hmac = Secrets.of("recloop.alert.links.secret", config.secret(), config.secretFile())
                .map(AckLinks::strong)
                .map(Hmac::new);
        this.validFor = config.validFor();
        this.clock = clock;
    }

    private static String strong(String secret) {
        if (secret.length() < MIN_SECRET) {
            throw new IllegalArgumentException(
                    "recloop.alert.links.secret must have at least %d characters".formatted(MIN_SECRET));
        }
        return secret;
    }

    /// By name, for a message; none where there is no address or no secret.
    public Map<String, String> of(UUID incident) {
        if (base.isEmpty() || hmac.isEmpty()) {
            return Map.of();
        }
        var root = base.get().toString().replaceAll("/+$", "");
        return Map.of("acknowledge", root + "/v1/links/acknowledge/" + token(incident));
    }

    String token(UUID incident) {
        var head = ByteBuffer.allocate(HEAD)
                .putLong(incident.getMostSignificantBits())
                .putLong(incident.getLeastSignificantBits())
                .putLong(clock.instant().plus(validFor).getEpochSecond())
                .array();
        var signature = hmac.orElseThrow().of(PURPOSE, head);
        var token = Arrays.copyOf(head, HEAD + signature.length);
        System.arraycopy(signature, 0, token, HEAD, signature.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// What a token says.
    public sealed interface Reading {
        record Valid(UUID incident) implements Reading {}

        record Expired() implements Reading {}

        /// Not one of ours.
        record Forged() implements Reading {}
    }

    public Reading read(String token) {
        if (hmac.isEmpty()) {
            return new Reading.Forged();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new Reading.Forged();
        }
        if (bytes.length <= HEAD) {
            return new Reading.Forged();
        }
        var head = Arrays.copyOf(bytes, HEAD);
        if (!Hmac.same(hmac.get().of(PURPOSE, head), Arrays.copyOfRange(bytes, HEAD, bytes.length))) {
            return new Reading.Forged();
        }
        var read = ByteBuffer.wrap(head);
        var incident = new UUID(read.getLong(), read.getLong());
        return clock.instant().isBefore(Instant.ofEpochSecond(read.getLong()))
                ? new Reading.Valid(incident)
                : new Reading.Expired();
    }
}
