package io.recloop.alert.alertmanager;

import com.google.re2j.Pattern;
import io.recloop.alert.labels.InvalidMatcherException;
import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.MatcherParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Which alerts are asked for.
record AlertQuery(
        List<Matcher> matchers, boolean active, boolean silenced, boolean inhibited, Optional<Pattern> receiver) {
    /// What Go takes for true; everything else is false.
    private static final Set<String> TRUE =
            Set.of("true", "1", "yes", "ok", "y", "on", "selected", "checked", "t", "enabled");

    static AlertQuery of(ApiRequest request) {
        return new AlertQuery(
                matchers(request),
                flag(request, "active"),
                flag(request, "silenced"),
                flag(request, "inhibited"),
                receiver(request));
    }

    /// One for each parameter `filter`; all must match.
    static List<Matcher> matchers(ApiRequest request) {
        var matchers = new ArrayList<Matcher>();
        for (var filter : request.parameters("filter")) {
            try {
                matchers.add(MatcherParser.parse(filter));
            } catch (InvalidMatcherException e) {
                throw ApiException.refused(String.valueOf(e.getMessage()));
            }
        }
        return matchers;
    }

    private static boolean flag(ApiRequest request, String name) {
        return request.parameter(name)
                .map(value -> TRUE.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    private static Optional<Pattern> receiver(ApiRequest request) {
        try {
            return request.parameter("receiver").map(Matcher::anchored);
        } catch (InvalidMatcherException e) {
            throw ApiException.refused("failed to parse receiver param: " + e.getMessage());
        }
    }

    boolean wants(CurrentAlert alert) {
        return (active || alert.isSuppressed())
                && (silenced || alert.silencedBy().isEmpty())
                && (inhibited || alert.inhibitedBy().isEmpty())
                && Matcher.all(matchers, alert.labels());
    }

    boolean wantsReceiver(String name) {
        return receiver.map(pattern -> pattern.matches(name)).orElse(true);
    }

    boolean wantsReceiverOf(CurrentAlert alert) {
        return alert.receivers().stream().anyMatch(this::wantsReceiver);
    }
}
