package io.recloop.alert.delivery;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.alert.routing.RoutingConfig;
import java.io.IOException;
import java.net.ConnectException;
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
import java.util.Optional;

/// Posts JSON with the headers of Standard Webhooks. `webhook-id` is the notification's id, the same at every
/// attempt: a receiver that keeps the ids it has seen is notified once. Redirects are not followed, since the
/// signed body is meant for the configured receiver alone.
final class WebhookChannel implements Channel {
    private final String name;
    private final RoutingConfig.Webhook webhook;
    private final Optional<WebhookSignature> signature;
    private final HttpClient http;
    private final Clock clock;

    WebhookChannel(String name, RoutingConfig.Webhook webhook, HttpClient http, Clock clock) {
        this.name = name;
        this.webhook = webhook;
        this.signature = webhook.secret().map(WebhookSignature::new);
        this.http = http;
        this.clock = clock;
    }

    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var id = notification.id().toString();
        long timestamp = clock.instant().getEpochSecond();
        var request = HttpRequest.newBuilder(webhook.url())
                .timeout(webhook.timeout())
                .header("content-type", "application/json")
                .header("user-agent", "recloop-alert-service")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .POST(BodyPublishers.ofString(notification.content().payload()));
        signature.ifPresent(key -> request.header(
                "webhook-signature",
                key.of(id, timestamp, notification.content().payload())));
        try {
            return outcome(http.send(request.build(), BodyHandlers.discarding()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Retry(null, "cannot connect", Optional.empty());
        } catch (HttpTimeoutException e) {
            return new Unknown("no answer within " + webhook.timeout());
        } catch (IOException e) {
            return new Unknown("the connection broke: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unknown("interrupted while the answer was awaited");
        }
    }

    private AttemptResult outcome(HttpResponse<Void> response) {
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
    private Optional<Duration> retryAfter(HttpResponse<Void> response) {
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
