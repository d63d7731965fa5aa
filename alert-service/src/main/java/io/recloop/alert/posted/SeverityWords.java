package io.recloop.alert.posted;

import io.recloop.contracts.events.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What senders call severities. A word that is not known, and none, is a warning: what nobody has rated is looked
/// at, and wakes nobody.
final class SeverityWords {
    private static final Map<String, Severity> WORDS = Map.ofEntries(
            Map.entry("debug", Severity.INFO),
            Map.entry("none", Severity.INFO),
            Map.entry("info", Severity.INFO),
            Map.entry("information", Severity.INFO),
            Map.entry("informational", Severity.INFO),
            Map.entry("notice", Severity.INFO),
            Map.entry("low", Severity.INFO),
            Map.entry("p3", Severity.INFO),
            Map.entry("warn", Severity.WARNING),
            Map.entry("warning", Severity.WARNING),
            Map.entry("medium", Severity.WARNING),
            Map.entry("p2", Severity.WARNING),
            Map.entry("error", Severity.ERROR),
            Map.entry("err", Severity.ERROR),
            Map.entry("major", Severity.ERROR),
            Map.entry("high", Severity.ERROR),
            Map.entry("p1", Severity.ERROR),
            Map.entry("critical", Severity.CRITICAL),
            Map.entry("crit", Severity.CRITICAL),
            Map.entry("fatal", Severity.CRITICAL),
            Map.entry("emergency", Severity.CRITICAL),
            Map.entry("page", Severity.CRITICAL),
            Map.entry("p0", Severity.CRITICAL));

    private SeverityWords() {}

    static List<String> of(Severity severity) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue() == severity)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    static Severity of(@Nullable String word) {
        return word == null
                ? Severity.WARNING
                : WORDS.getOrDefault(word.strip().toLowerCase(Locale.ROOT), Severity.WARNING);
    }
}
