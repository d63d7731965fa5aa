package io.recloop.alert.delivery;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.alert.routing.ChannelConfig;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/// Posts JSON with the headers of Standard Webhooks. `webhook-id` is the notification's id, the same at every
/// attempt: a receiver that keeps the ids it has seen is notified once. Redirects are not followed, since the signed
/// body is meant for the configured receiver alone.
///
/// The status of the answer decides. Its body is not read: a receiver that sends it slowly, or never ends it,
/// would hold up everything behind.
final class WebhookChannel implements Channel {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String name;
    private final URI url;
    private final Duration timeout;
    private final Optional<WebhookSignature> signature;
    private final Clock clock;
    private final TypedGuard<AttemptResult> guard;

    private WebhookChannel(String name, URI url, ChannelConfig config, Clock clock) {
        this.name = name;
        this.url = url;
        this.timeout = config.timeout();
        this.signature = config.target().secret().map(WebhookSignature::new);
        this.clock = clock;
        this.guard = TypedGuard.create(AttemptResult.class)
                .withDescription("webhook-" + name)
                .withTimeout()
                .duration(timeout.plusSeconds(1).toMillis(), ChronoUnit.MILLIS)
                .done()
                .withFallback()
                .applyOn(TimeoutException.class)
                .handler(this::tooSlow)
                .done()
                .build();
    }

    /// @throws IllegalArgumentException naming the setting that is missing or wrong
    static WebhookChannel of(String name, ChannelConfig config, Clock clock) {
        var url = config.target()
                .url()
                .filter(given -> "http".equals(given.getScheme()) || "https".equals(given.getScheme()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "recloop.alert.channels.%s.url must begin with http".formatted(name)));
        return new WebhookChannel(name, url, config, clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var id = notification.id().toString();
        long timestamp = clock.instant().getEpochSecond();
        var payload = notification.content().payload();
        var request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("content-type", "application/json")
                .header("user-agent", "recloop-alert-service")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .POST(BodyPublishers.ofString(payload));
        signature.ifPresent(key -> request.header("webhook-signature", key.of(id, timestamp, payload)));
        // The request's own timeout is the better one; the guard's holds whatever the client does.
        return guard.get(() -> exchange(request.build()));
    }

    private AttemptResult exchange(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            return result(response);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Retry(null, "cannot connect", Optional.empty());
        } catch (HttpTimeoutException e) {
            return tooSlow();
        } catch (IOException e) {
            return new Unknown("the connection broke: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while the answer was awaited");
        }
    }

    private AttemptResult tooSlow() {
        return new Unknown("no answer within " + timeout);
    }

    private AttemptResult result(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            return new Delivered(status);
        }
        boolean passing = status >= 500 || status == 408 || status == 425 || status == 429;
        return passing
                ? new Retry(status, "HTTP " + status, retryAfter(response))
                : new Refused(status, "HTTP " + status);
    }

    /// Seconds or an HTTP date (RFC 9110 §10.2.3); what is neither is as good as none.
    private Optional<Duration> retryAfter(HttpResponse<InputStream> response) {
        return response.headers()
                .firstValue("retry-after")
                .flatMap(value -> {
                    try {
                        return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
                    } catch (NumberFormatException notSeconds) {
                        return untilDate(value);
                    }
                })
                .filter(pause -> !pause.isNegative());
    }

    private Optional<Duration> untilDate(String value) {
        try {
            Instant at = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), at));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
