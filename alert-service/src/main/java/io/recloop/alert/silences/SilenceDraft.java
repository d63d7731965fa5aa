package io.recloop.alert.silences;

import io.recloop.alert.labels.GoQuote;
import io.recloop.alert.labels.InvalidMatcherException;
import io.recloop.alert.labels.LabelNames;
import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.Matcher.Operator;
import io.recloop.alert.silences.Silence.Author;
import io.recloop.alert.silences.Silence.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A silence that somebody wants.
public record SilenceDraft(List<Matcher> matchers, Span span, Author author) {
    /// More than anybody writes, and few enough to be matched for each alert.
    static final int MAX_MATCHERS = 100;

    static final int MAX_TEXT = 10_000;

    /// A condition as it is asked for, before it is known to be one.
    public record Condition(String name, Operator operator, String value) {}

    /// @throws InvalidSilenceException naming the first condition that is wrong
    public static List<Matcher> matchersOf(List<Condition> conditions) {
        if (conditions.size() > MAX_MATCHERS) {
            throw new InvalidSilenceException(
                    "silence invalid: %d matchers, at most %d are allowed".formatted(conditions.size(), MAX_MATCHERS));
        }
        var matchers = new ArrayList<Matcher>();
        for (int at = 0; at < conditions.size(); at++) {
            matchers.add(matcher(at, conditions.get(at)));
        }
        return matchers;
    }

    private static Matcher matcher(int at, Condition condition) {
        var prefix = "silence invalid: invalid label matcher %d: ".formatted(at);
        if (!LabelNames.isValid(condition.name())) {
            throw new InvalidSilenceException(prefix + "invalid label name " + GoQuote.of(condition.name()));
        }
        if (condition.value().length() > MAX_TEXT) {
            throw new InvalidSilenceException(prefix + "the value has more than %d characters".formatted(MAX_TEXT));
        }
        try {
            return Matcher.of(condition.name(), condition.operator(), condition.value());
        } catch (InvalidMatcherException e) {
            // Alertmanager checks the bare expression, and says so.
            var reason = Matcher.fault(condition.value(), e);
            throw new InvalidSilenceException(
                    prefix + "invalid regular expression %s: %s".formatted(GoQuote.of(condition.value()), reason));
        }
    }

    /// @throws InvalidSilenceException when it may not be
    void check(Instant now) {
        if (!span.startsAt().isBefore(span.endsAt())) {
            throw new InvalidSilenceException("Failed to create silence: start time must be before end time");
        }
        if (span.endsAt().isBefore(now)) {
            throw new InvalidSilenceException("Failed to create silence: end time can't be in the past");
        }
        if (author.comment().length() > MAX_TEXT || author.createdBy().length() > MAX_TEXT) {
            throw new InvalidSilenceException(
                    "silence invalid: comment and createdBy have at most %d characters each".formatted(MAX_TEXT));
        }
        if (matchers.stream().allMatch(SilenceDraft::isNoCondition)) {
            throw new InvalidSilenceException("silence invalid: at least one matcher must not match the empty string");
        }
    }

    /// A negative one is taken for a condition, though it hits nearly everything; Alertmanager does the same.
    private static boolean isNoCondition(Matcher matcher) {
        return matcher.operator().isPositive() && matcher.matches(Map.of());
    }

    boolean mayBecome(Silence known, Instant now) {
        if (!known.matchers().equals(matchers)) {
            return false;
        }
        return switch (known.state(now)) {
            case ACTIVE ->
                span.startsAt().getEpochSecond() == known.span().startsAt().getEpochSecond();
            case PENDING -> !span.startsAt().isBefore(now);
            case EXPIRED -> false;
        };
    }

    Silence silence(UUID id, Span at, Instant now) {
        return new Silence(id, matchers, at, now, author);
    }
}
