package io.recloop.alert.webhooks;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.alert.labels.LabelNames;
import io.recloop.alert.posted.AlertDraft;
import io.recloop.kit.http.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the webhook of Grafana's contact points. Alertmanager's webhook is the same in what is read here.
final class GrafanaWebhook {
    private static final int MOST = 1_000;

    private GrafanaWebhook() {}

    /// @throws ProblemException 400, when it is none
    static List<AlertDraft> read(JsonNode body, Instant now) {
        var alerts = body.path("alerts");
        if (!alerts.isArray() || alerts.size() > MOST) {
            throw ProblemException.invalid("alerts must be an array of at most %d alerts".formatted(MOST));
        }
        var drafts = new ArrayList<AlertDraft>();
        alerts.forEach(alert -> drafts.add(draft(alert, now.atOffset(ZoneOffset.UTC))));
        return drafts;
    }

    private static AlertDraft draft(JsonNode alert, OffsetDateTime now) {
        var annotations = texts(alert.path("annotations"));
        text(alert, "valueString").ifPresent(values -> annotations.putIfAbsent("values", values));
        text(alert, "dashboardURL").ifPresent(url -> annotations.putIfAbsent("dashboardURL", url));
        text(alert, "panelURL").ifPresent(url -> annotations.putIfAbsent("panelURL", url));
        var startsAt = text(alert, "startsAt").flatMap(WebhookTimes::read);
        var endsAt = text(alert, "endsAt").flatMap(WebhookTimes::read);
        boolean isOver = text(alert, "status").filter("resolved"::equals).isPresent();
        return new AlertDraft(
                texts(alert.path("labels")),
                annotations,
                text(alert, "generatorURL").orElse(""),
                isOver ? startsAt.filter(start -> !start.isAfter(now)) : startsAt,
                isOver ? endsAt.filter(end -> !end.isAfter(now)).or(() -> Optional.of(now)) : endsAt);
    }

    private static Optional<String> text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new TreeMap<String, String>();
        node.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                texts.put(LabelNames.made(entry.getKey()), entry.getValue().asText());
            }
        });
        return texts;
    }
}
