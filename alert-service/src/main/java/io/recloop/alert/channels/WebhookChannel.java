package io.recloop.alert.channels;

import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;
import java.net.URI;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.Supplier;

/// Posts JSON with the headers of Standard Webhooks. `webhook-id` is the notification's id, the same at every
/// attempt: a receiver that keeps the ids it has seen is notified once. The status of the answer decides.
final class WebhookChannel implements Channel {
    private final ChannelSettings settings;
    private final Supplier<URI> url;
    private final Optional<Supplier<String>> secret;
    private final Optional<Supplier<String>> token;
    private final HttpAnswers answers;

    WebhookChannel(ChannelSettings settings, HttpAnswers answers) {
        this.settings = settings;
        this.url = settings.url();
        this.secret = settings.secret();
        this.token = settings.token();
        this.answers = answers;
        // What is wrong with it stops the start.
        secret.ifPresent(given -> new WebhookSignature(given.get()));
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var id = notification.id().toString();
        long timestamp = answers.clock().instant().getEpochSecond();
        var payload = notification.content().payload();
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("user-agent", "recloop-alert-service");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        secret.ifPresent(given ->
                headers.put("webhook-signature", new WebhookSignature(given.get()).of(id, timestamp, payload)));
        token.ifPresent(given -> headers.put("authorization", "Bearer " + given.get()));
        return answers.send(Request.post(url.get(), headers, payload), settings.timeout());
    }
}
