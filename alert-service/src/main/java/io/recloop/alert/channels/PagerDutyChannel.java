package io.recloop.alert.channels;

import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.messages.MessageWriter;
import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.messages.TextCut;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Pages by PagerDuty: an incident triggers, is acknowledged and is resolved under one deduplication key.
///
/// Source: PagerDuty's *Events API v2* (202 when taken; 400 invalid, 429 too many; summary up to 1,024
/// characters, key up to 255, event up to 512 KB).
final class PagerDutyChannel implements Channel {
    private static final int MOST_SUMMARY = 1_024;

    private final ChannelSettings settings;
    private final Supplier<URI> url;
    private final Supplier<String> routingKey;
    private final MessageWriter writer;
    private final HttpAnswers answers;

    PagerDutyChannel(ChannelSettings settings, MessageWriter writer, HttpAnswers answers) {
        this.settings = settings;
        this.routingKey = settings.requiredToken();
        this.url = settings.urlOr("https://events.pagerduty.com/v2/enqueue");
        this.writer = writer;
        this.answers = answers;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var document = NotificationDocument.of(notification);
        var action =
                switch (document.type()) {
                    // A canary ends what never began: it is taken, and nobody is paged.
                    case "incident.resolved", "incident.canary" -> "resolve";
                    case "incident.acknowledged" -> "acknowledge";
                    default -> "trigger";
                };
        var event = new LinkedHashMap<String, Object>();
        event.put("routing_key", routingKey.get());
        event.put("event_action", action);
        event.put("dedup_key", notification.content().incidentId().toString());
        event.put("client", "Recloop");
        if (action.equals("trigger")) {
            event.put("payload", payload(document));
        }
        var headers = Map.of("content-type", "application/json");
        return answers.send(Request.post(url.get(), headers, ChannelJson.of(event)), settings.timeout());
    }

    private Map<String, Object> payload(NotificationDocument document) {
        var words = writer.write(document);
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", TextCut.to(MOST_SUMMARY, words.title()));
        payload.put("source", TextCut.to(255, document.text("source").isEmpty() ? "recloop" : document.text("source")));
        payload.put("severity", severity(document.text("severity")));
        payload.put("timestamp", document.timestamp().toString());
        payload.put("class", TextCut.to(255, document.text("rule")));
        payload.put("custom_details", Map.of("text", words.text(), "labels", document.labels()));
        return payload;
    }

    private static String severity(String ours) {
        return switch (ours) {
            case "critical", "error", "warning" -> ours;
            default -> "info";
        };
    }
}
