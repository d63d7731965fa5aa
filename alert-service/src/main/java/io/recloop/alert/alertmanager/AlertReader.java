package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.alert.labels.GoQuote;
import io.recloop.alert.posted.AlertDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the body of `POST /alerts`. Unknown fields are ignored.
final class AlertReader {
    private static final JsonBody BODY = new JsonBody("alerts");

    private AlertReader() {}

    static List<AlertDraft> read(byte[] body) {
        var posted = BODY.parse(body);
        if (posted.isMissingNode()) {
            throw ApiException.required("alerts");
        }
        if (posted.isNull()) {
            return List.of();
        }
        if (!posted.isArray()) {
            throw BODY.wrongType(posted, "models.PostableAlerts");
        }
        // Types first, for all of them, then what is missing: a decoder comes before a validator.
        var read = new ArrayList<Posted>();
        posted.forEach(alert -> read.add(read(alert)));
        var drafts = new ArrayList<AlertDraft>();
        for (int at = 0; at < read.size(); at++) {
            drafts.add(checked(read.get(at), at));
        }
        return drafts;
    }

    private record Posted(AlertDraft draft, boolean hasLabels) {}

    private static Posted read(JsonNode alert) {
        if (!alert.isObject()) {
            throw BODY.wrongType(alert, "models.PostableAlert");
        }
        var labels = BODY.texts(alert, "labels");
        var draft = new AlertDraft(
                labels.orElseGet(TreeMap::new),
                BODY.texts(alert, "annotations")
                        .<Map<String, String>>map(texts -> texts)
                        .orElseGet(Map::of),
                BODY.text(alert, "generatorURL").orElse(""),
                BODY.time(alert, "startsAt").filter(time -> !GoTimes.isZero(time)),
                BODY.time(alert, "endsAt").filter(time -> !GoTimes.isZero(time)));
        return new Posted(draft, labels.isPresent());
    }

    private static AlertDraft checked(Posted posted, int at) {
        var url = posted.draft().generatorUrl();
        if (!url.isEmpty() && !GoUri.isValid(url)) {
            throw ApiException.invalid(
                    601, "%d.generatorURL in body must be of type uri: %s".formatted(at, GoQuote.of(url)));
        }
        if (!posted.hasLabels()) {
            throw ApiException.required(at + ".labels");
        }
        return posted.draft();
    }
}
