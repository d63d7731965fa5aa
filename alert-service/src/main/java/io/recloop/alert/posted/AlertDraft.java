package io.recloop.alert.posted;

import io.recloop.alert.labels.GoQuote;
import io.recloop.alert.labels.LabelNames;
import io.recloop.alert.posted.PostedAlert.Span;
import io.recloop.contracts.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An alert that somebody posted, before it is known to be one.
///
/// @param startsAt empty where the sender gave none
/// @param endsAt   empty where the sender gave none: it then ends by the resolve timeout
public record AlertDraft(
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        Optional<OffsetDateTime> startsAt,
        Optional<OffsetDateTime> endsAt) {
    /// Labels are an alert's identity and cannot be cut; these are far more than anybody needs.
    static final int MAX_LABELS = 200;

    static final int MAX_NAME = 256;
    static final int MAX_VALUE = 10_000;
    /// Characters of an annotation; the rest is cut off.
    static final int MAX_ANNOTATION = 10_000;

    /// @throws InvalidAlertException when it may not be, in Alertmanager's words where Alertmanager refuses it too
    public PostedAlert complete(String source, Duration resolveTimeout, Instant receivedAt) {
        var now = receivedAt.truncatedTo(ChronoUnit.MICROS);
        if (startsAt.filter(AlertDraft::isFarOff).isPresent()
                || endsAt.filter(AlertDraft::isFarOff).isPresent()) {
            throw new InvalidAlertException("a time must be in the years 0 to 9999");
        }
        var span = span(resolveTimeout, now.atOffset(ZoneOffset.UTC));
        if (span.end().isBefore(span.start())) {
            throw new InvalidAlertException("start time must be before end time");
        }
        var kept = new TreeMap<>(labels);
        kept.values().removeIf(String::isEmpty);
        checkNames("label set", kept);
        if (kept.isEmpty()) {
            throw new InvalidAlertException("at least one label pair required");
        }
        kept.forEach((name, value) -> checkLength(name, value));
        checkNames("annotations", annotations);
        var texts = new TreeMap<>(annotations);
        texts.replaceAll((name, text) -> StorableText.of(cut(text)));
        return new PostedAlert(StorableText.of(kept), texts, StorableText.of(cut(generatorUrl)), source, span, now);
    }

    private Span span(Duration resolveTimeout, OffsetDateTime now) {
        var start = startsAt.or(() -> endsAt).orElse(now);
        return endsAt.map(end -> new Span(micros(start), micros(end), false))
                .orElseGet(() -> new Span(micros(start), now.plus(resolveTimeout), true));
    }

    /// The database holds no such time, and ISO 8601 writes years with four digits.
    private static boolean isFarOff(OffsetDateTime time) {
        return time.getYear() < 0 || time.getYear() > 9_999;
    }

    /// As precise as the database, so that what is compared equals what is read back.
    private static OffsetDateTime micros(OffsetDateTime time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    private static void checkNames(String what, Map<String, String> texts) {
        if (texts.size() > MAX_LABELS) {
            throw new InvalidAlertException(
                    "invalid %s: %d entries, at most %d are allowed".formatted(what, texts.size(), MAX_LABELS));
        }
        for (var name : texts.keySet()) {
            if (!LabelNames.isValid(name) || name.length() > MAX_NAME) {
                throw new InvalidAlertException("invalid %s: invalid name %s".formatted(what, GoQuote.of(name)));
            }
        }
    }

    private static void checkLength(String name, String value) {
        if (value.length() > MAX_VALUE) {
            throw new InvalidAlertException(
                    "invalid label set: the value of %s has %d characters, at most %d are allowed"
                            .formatted(GoQuote.of(name), value.length(), MAX_VALUE));
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_ANNOTATION ? text : text.substring(0, MAX_ANNOTATION - 1) + "…";
    }
}
