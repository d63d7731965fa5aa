package io.recloop.alert.webhooks;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.alert.labels.LabelNames;
import io.recloop.alert.posted.AlertDraft;
import io.recloop.alert.webhooks.IncomingWebhookConfig.Mapping;
import io.recloop.kit.http.ProblemException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds alerts in a webhook's JSON as it is configured. Immutable.
final class WebhookMapping {
    private static final int MOST = 1_000;

    /// A pointer, or a text that is always the same.
    private record Place(@Nullable JsonPointer pointer, String constant) {
        static Place of(String key, String text) {
            if (text.startsWith("=")) {
                return new Place(null, text.substring(1));
            }
            try {
                return new Place(JsonPointer.compile(text), "");
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s must be a JSON pointer such as /check/name, or begin with =, was %s".formatted(key, text),
                        e);
            }
        }

        Optional<String> text(JsonNode alert) {
            if (pointer == null) {
                return Optional.of(constant);
            }
            var found = alert.at(pointer);
            if (found.isMissingNode() || found.isNull()) {
                return Optional.empty();
            }
            return Optional.of(found.isValueNode() ? found.asText() : found.toString());
        }
    }

    private final Map<String, Place> labels;
    private final Map<String, Place> annotations;
    private final Map<String, Place> others = new TreeMap<>();
    private final Set<String> over;
    private final Clock clock;

    /// @throws IllegalArgumentException naming the key that is wrong
    WebhookMapping(String name, Mapping mapping, Clock clock) {
        var prefix = "recloop.alert.incoming-webhooks." + name + ".";
        mapping.labels().keySet().forEach(label -> {
            if (!LabelNames.isValid(label)) {
                throw new IllegalArgumentException(prefix + "labels: " + label + " is no name of a label");
            }
        });
        if (mapping.labels().isEmpty()) {
            throw new IllegalArgumentException(prefix + "labels: at least one is needed, such as alertname");
        }
        this.labels = places(prefix + "labels.", mapping.labels());
        this.annotations = places(prefix + "annotations.", mapping.annotations());
        mapping.alerts().ifPresent(text -> others.put("alerts", Place.of(prefix + "alerts", text)));
        mapping.status().ifPresent(text -> others.put("status", Place.of(prefix + "status", text)));
        mapping.startsAt().ifPresent(text -> others.put("startsAt", Place.of(prefix + "starts-at", text)));
        mapping.endsAt().ifPresent(text -> others.put("endsAt", Place.of(prefix + "ends-at", text)));
        mapping.url().ifPresent(text -> others.put("url", Place.of(prefix + "url", text)));
        this.over = mapping.overWhen().stream()
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.clock = clock;
    }

    private static Map<String, Place> places(String prefix, Map<String, String> texts) {
        var places = new TreeMap<String, Place>();
        texts.forEach((name, text) -> places.put(name, Place.of(prefix + name, text)));
        return places;
    }

    /// @throws ProblemException 400, when the alerts are not where they should be
    List<AlertDraft> read(JsonNode body) {
        var place = others.get("alerts");
        if (place == null || place.pointer() == null) {
            return List.of(draft(body));
        }
        var alerts = body.at(place.pointer());
        if (!alerts.isArray() || alerts.size() > MOST) {
            throw ProblemException.invalid("%s must be an array of at most %d alerts".formatted(place.pointer(), MOST));
        }
        var drafts = new ArrayList<AlertDraft>();
        alerts.forEach(alert -> drafts.add(draft(alert)));
        return drafts;
    }

    private AlertDraft draft(JsonNode alert) {
        var startsAt = text("startsAt", alert).flatMap(WebhookTimes::read);
        var endsAt = text("endsAt", alert).flatMap(WebhookTimes::read);
        boolean isOver = text("status", alert)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .filter(over::contains)
                .isPresent();
        return new AlertDraft(
                texts(labels, alert),
                texts(annotations, alert),
                text("url", alert).orElse(""),
                isOver ? startsAt.filter(start -> !start.isAfter(now())) : startsAt,
                isOver ? endsAt.filter(end -> !end.isAfter(now())).or(() -> Optional.of(now())) : endsAt);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Optional<String> text(String what, JsonNode alert) {
        var place = others.get(what);
        return place == null ? Optional.empty() : place.text(alert).filter(text -> !text.isBlank());
    }

    private static Map<String, String> texts(Map<String, Place> places, JsonNode alert) {
        var texts = new TreeMap<String, String>();
        places.forEach((name, place) -> place.text(alert).ifPresent(text -> texts.put(name, text)));
        return texts;
    }
}
