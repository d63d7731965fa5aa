package io.recloop.houserules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Phrases that plain technical English does not use, each with what to write.
final class Wording {
    private record Phrase(Pattern pattern, String instead) {}

    private static final List<Phrase> PHRASES = Map.ofEntries(
                    Map.entry("so many", "N, that many, at most N"),
                    Map.entry("whoever|whomever|whosoever", "the caller, anyone who, a reader"),
                    Map.entry("unless told( otherwise)?", "(default: …)"),
                    Map.entry("(is|are|was|were|be|been|being) (not )?told", "is notified, receives"),
                    Map.entry(
                            "who is told|nobody is told|told (of|once|when|that|by|to|apart|about)",
                            "is notified, is shown, is said"),
                    Map.entry("speaks? for", "is evidence for, answers for"),
                    Map.entry("behind the backs?|behind the answers' backs", "in the background"),
                    Map.entry("he|she|his|him|her|hers|himself|herself", "they, their"),
                    Map.entry("in haste", "in degraded mode"),
                    Map.entry("likeness", "similarity"),
                    Map.entry("that which", "what"),
                    Map.entry("come what may", "in any case"),
                    Map.entry("minded", "taken into account"),
                    Map.entry("anew", "again"),
                    Map.entry("nobody rings|rings|doorbell", "signal"))
            .entrySet()
            .stream()
            .map(entry -> new Phrase(
                    Pattern.compile("(?i)(?<![\\w`'/.-])(" + entry.getKey() + ")(?![\\w`'/-])"), entry.getValue()))
            .toList();

    private Wording() {}

    /// What is wrong with a text; code between back-ticks is not looked at.
    static Optional<String> fault(String text) {
        var prose = text.replaceAll("`[^`]*`", "`");
        return PHRASES.stream()
                .flatMap(phrase -> phrase.pattern()
                        .matcher(prose)
                        .results()
                        .map(found -> "\"" + found.group() + "\", better: " + phrase.instead()))
                .findFirst();
    }
}
