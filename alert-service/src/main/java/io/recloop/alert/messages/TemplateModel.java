package io.recloop.alert.messages;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The names that a template may use, all of them texts, numbers, lists and maps: a template reaches nothing
/// else.
final class TemplateModel {
    private static final int MOST_INCIDENTS = 20;
    private static final int MOST_VALUE = 2_000;

    private final DateTimeFormatter times;

    TemplateModel(String language, ZoneId zone) {
        this.times = (language.equals("vi")
                        ? DateTimeFormatter.ofPattern("HH:mm:ss dd/MM/yyyy xxx", Locale.ROOT)
                        : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT))
                .withZone(zone);
    }

    Map<String, Object> of(NotificationDocument document) {
        var model = new HashMap<String, Object>();
        for (var field :
                List.of("rule", "severity", "status", "source", "tenant", "fingerprint", "incidentId", "summary")) {
            model.put(field, value(document.text(field)));
        }
        var type = document.type();
        model.put("type", type);
        model.put("level", value(document.text("severity").toUpperCase(Locale.ROOT)));
        model.put("event", type.substring(type.indexOf('.') + 1));
        model.put("resolved", document.isResolved());
        model.put("occurrences", document.text("occurrences"));
        model.put("openedAt", time(document.time("openedAt")));
        model.put("lastSeenAt", time(document.time("lastSeenAt")));
        model.put("resolvedAt", time(document.time("resolvedAt")));
        model.put("time", times.format(document.timestamp()));
        model.put("labels", pairs(document.labels()));
        model.put("details", pairs(document.details()));
        model.put("acknowledgeUrl", document.links().getOrDefault("acknowledge", ""));
        model.put("fallbackFor", document.notification().content().fallbackFor().orElse(""));
        addIncidents(document, model);
        return model;
    }

    private void addIncidents(NotificationDocument document, Map<String, Object> model) {
        var all = document.incidents();
        var shown = new ArrayList<Map<String, Object>>();
        for (var incident : all.subList(0, Math.min(all.size(), MOST_INCIDENTS))) {
            shown.add(incident(incident));
        }
        model.put("incidents", all.size() > 1 ? shown : List.of());
        model.put("more", all.size() - shown.size() + document.truncated());
    }

    private Map<String, Object> incident(JsonNode incident) {
        return Map.of(
                "rule", value(incident.path("rule").asText()),
                "severity", value(incident.path("severity").asText()),
                "status", value(incident.path("status").asText()),
                "summary", value(incident.path("summary").asText()),
                "openedAt", time(NotificationDocument.instant(incident.path("openedAt"))));
    }

    private String time(Optional<Instant> at) {
        return at.map(times::format).orElse("");
    }

    private static List<Map<String, String>> pairs(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> Map.of("name", value(entry.getKey()), "value", value(entry.getValue())))
                .toList();
    }

    private static String value(String text) {
        return TextCut.to(MOST_VALUE, PlainText.of(text));
    }
}
