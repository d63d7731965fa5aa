package io.recloop.alert.links;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slack's signature of a request, version 0: `v0=` and the HMAC-SHA256 of `v0:<timestamp>:<body>` in hexadecimal
/// digits. Immutable.
@Singleton
public final class SlackSignature {
    /// Slack's own advice; a request that is older may be a replay.
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String VERSION = "v0=";

    private final Optional<Hmac> hmac;
    private final Clock clock;

    /// @throws IllegalArgumentException when the secret's file cannot be read
    @Inject
    public SlackSignature(LinkConfig config, Clock clock) {
        this.hmac = Secrets.of(
                        "recloop.alert.links.slack-signing-secret",
                        config.slackSigningSecret(),
                        config.slackSigningSecretFile())
                .map(Hmac::new);
        this.clock = clock;
    }

    public boolean isConfigured() {
        return hmac.isPresent();
    }

    /// @param timestamp the header's text, in seconds
    public boolean isValid(@Nullable String timestamp, @Nullable String signature, String body) {
        if (hmac.isEmpty() || timestamp == null || signature == null || !signature.startsWith(VERSION)) {
            return false;
        }
        try {
            var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
            return age.abs().compareTo(WINDOW) <= 0
                    && Hmac.same(
                            hmac.get().of("v0:%s:%s".formatted(timestamp, body).getBytes(StandardCharsets.UTF_8)),
                            HexFormat.of().parseHex(signature.substring(VERSION.length())));
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            return false;
        }
    }
}
