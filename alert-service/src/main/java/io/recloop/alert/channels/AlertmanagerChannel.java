package io.recloop.alert.channels;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Posts what Alertmanager's webhook posts (version 4), for receivers that were made for it. The order of the
/// keys is Alertmanager's.
final class AlertmanagerChannel implements Channel {
    private static final String NOT_OVER = "0001-01-01T00:00:00Z";

    private final ChannelSettings settings;
    private final Supplier<URI> url;
    private final Optional<Supplier<String>> token;
    private final HttpAnswers answers;

    AlertmanagerChannel(ChannelSettings settings, HttpAnswers answers) {
        this.settings = settings;
        this.url = settings.url();
        this.token = settings.token();
        this.answers = answers;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AttemptResult send(LeasedNotification notification) {
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("user-agent", "Alertmanager/0.25.0 recloop-alert-service");
        token.ifPresent(given -> headers.put("authorization", "Bearer " + given.get()));
        var body = ChannelJson.of(payload(NotificationDocument.of(notification)));
        return answers.send(Request.post(url.get(), headers, body), settings.timeout());
    }

    private Map<String, Object> payload(NotificationDocument document) {
        var alerts =
                document.incidents().stream().map(AlertmanagerChannel::alert).toList();
        boolean firing = alerts.stream().anyMatch(alert -> alert.status().equals("firing"));
        var groupLabels = document.group().isObject()
                ? NotificationDocument.texts(document.group().path("labels"))
                : Map.of("alertname", document.text("rule"));
        var payload = new LinkedHashMap<String, Object>();
        payload.put("receiver", settings.name());
        payload.put("status", firing ? "firing" : "resolved");
        payload.put("alerts", alerts);
        payload.put("groupLabels", groupLabels);
        payload.put("commonLabels", common(alerts.stream().map(Alert::labels).toList()));
        payload.put(
                "commonAnnotations",
                common(alerts.stream().map(Alert::annotations).toList()));
        payload.put("externalURL", "");
        payload.put("version", "4");
        payload.put("groupKey", "{}:" + groupKey(groupLabels));
        payload.put("truncatedAlerts", document.truncated());
        return payload;
    }

    private record Alert(
            String status,
            Map<String, String> labels,
            Map<String, String> annotations,
            String startsAt,
            String endsAt,
            String generatorURL,
            String fingerprint) {}

    private static Alert alert(JsonNode incident) {
        var labels = new TreeMap<>(NotificationDocument.texts(incident.path("labels")));
        labels.putIfAbsent("alertname", incident.path("rule").asText());
        labels.putIfAbsent("severity", incident.path("severity").asText());
        var annotations = new TreeMap<>(NotificationDocument.texts(incident.path("details")));
        annotations.putIfAbsent("summary", incident.path("summary").asText());
        var ended = NotificationDocument.instant(incident.path("resolvedAt"));
        return new Alert(
                ended.isPresent() ? "resolved" : "firing",
                labels,
                annotations,
                incident.path("openedAt").asText(NOT_OVER),
                ended.map(Instant::toString).orElse(NOT_OVER),
                "",
                incident.path("fingerprint").asText());
    }

    private static Map<String, String> common(List<Map<String, String>> all) {
        var common = new TreeMap<>(all.getFirst());
        all.forEach(each -> common.entrySet().retainAll(each.entrySet()));
        return common;
    }

    /// As Go quotes it: `{alertname="A2", team="a"}`.
    private static String groupKey(Map<String, String> labels) {
        var pairs = new ArrayList<String>();
        new TreeMap<>(labels).forEach((name, value) -> pairs.add(name + "=" + ChannelJson.of(value)));
        return "{" + String.join(", ", pairs) + "}";
    }
}
