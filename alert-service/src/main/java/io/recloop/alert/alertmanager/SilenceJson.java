package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.alert.labels.Matcher.Operator;
import io.recloop.alert.silences.InvalidSilenceException;
import io.recloop.alert.silences.Silence;
import io.recloop.alert.silences.Silence.Author;
import io.recloop.alert.silences.Silence.Span;
import io.recloop.alert.silences.SilenceDraft;
import io.recloop.alert.silences.SilenceDraft.Condition;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Silences as JSON, read and written with the fields in Alertmanager's order.
final class SilenceJson {
    private static final JsonBody BODY = new JsonBody("silence");

    private SilenceJson() {}

    /// @param id empty where a new one is wanted
    record Wanted(Optional<String> id, SilenceDraft draft) {}

    static Wanted read(byte[] body) {
        var posted = BODY.parse(body);
        if (posted.isMissingNode()) {
            throw ApiException.required("silence");
        }
        if (!posted.isObject() && !posted.isNull()) {
            throw BODY.wrongType(posted, "models.PostableSilence");
        }
        var id = BODY.text(posted, "id").filter(text -> !text.isEmpty());
        var comment = BODY.text(posted, "comment");
        var createdBy = BODY.text(posted, "createdBy");
        var endsAt = BODY.time(posted, "endsAt");
        var conditions = BODY.field(posted, "matchers").map(SilenceJson::typed);
        var startsAt = BODY.time(posted, "startsAt");
        var why = required("comment", comment);
        var author = new Author(required("createdBy", createdBy), why);
        var span = span(endsAt, conditions, startsAt);
        try {
            var matchers = SilenceDraft.matchersOf(checked(conditions.orElseThrow()));
            return new Wanted(id, new SilenceDraft(matchers, span, author));
        } catch (InvalidSilenceException e) {
            throw refused(span, e);
        }
    }

    /// A time that cannot be is named before a matcher that cannot be.
    private static RuntimeException refused(Span span, InvalidSilenceException matchers) {
        if (!span.startsAt().isBefore(span.endsAt())) {
            return ApiException.refused("Failed to create silence: start time must be before end time");
        }
        return ApiException.refused(String.valueOf(matchers.getMessage()));
    }

    private static Span span(
            Optional<OffsetDateTime> endsAt, Optional<List<JsonNode>> conditions, Optional<OffsetDateTime> startsAt) {
        var end = required("endsAt", endsAt).toInstant();
        if (required("matchers", conditions).isEmpty()) {
            throw ApiException.invalid(612, "matchers in body should have at least 1 items");
        }
        checkPresence(conditions.orElseThrow());
        return new Span(required("startsAt", startsAt).toInstant(), end);
    }

    private static <T> T required(String field, Optional<T> value) {
        return value.orElseThrow(() -> ApiException.required(field));
    }

    private static List<JsonNode> typed(JsonNode matchers) {
        if (!matchers.isArray()) {
            throw BODY.wrongType(matchers, "models.Matchers");
        }
        var all = new ArrayList<JsonNode>();
        for (var matcher : matchers) {
            if (!matcher.isObject()) {
                throw BODY.wrongType(matcher, "models.Matcher");
            }
            BODY.flag(matcher, "isEqual");
            BODY.flag(matcher, "isRegex");
            BODY.text(matcher, "name");
            BODY.text(matcher, "value");
            all.add(matcher);
        }
        return all;
    }

    private static void checkPresence(List<JsonNode> matchers) {
        for (int at = 0; at < matchers.size(); at++) {
            for (var field : List.of("isRegex", "name", "value")) {
                required("matchers.%d.%s".formatted(at, field), BODY.field(matchers.get(at), field));
            }
        }
    }

    private static List<Condition> checked(List<JsonNode> matchers) {
        return matchers.stream()
                .map(matcher -> new Condition(
                        BODY.text(matcher, "name").orElse(""),
                        Operator.of(
                                BODY.flag(matcher, "isRegex").orElse(false),
                                BODY.flag(matcher, "isEqual").orElse(true)),
                        BODY.text(matcher, "value").orElse("")))
                .toList();
    }

    static ObjectNode write(Silence silence, Instant now) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("id", silence.id().toString());
        node.putObject("status").put("state", silence.state(now).code());
        node.put("updatedAt", GoTimes.written(silence.updatedAt()));
        node.put("comment", silence.author().comment());
        node.put("createdBy", silence.author().createdBy());
        node.put("endsAt", GoTimes.written(silence.span().endsAt()));
        var matchers = node.putArray("matchers");
        silence.matchers().forEach(matcher -> matchers.addObject()
                .put("isEqual", matcher.operator().isPositive())
                .put("isRegex", matcher.operator().isRegex())
                .put("name", matcher.name())
                .put("value", matcher.value()));
        node.put("startsAt", GoTimes.written(silence.span().startsAt()));
        return node;
    }
}
