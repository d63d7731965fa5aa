package io.recloop.alert.suppression;

import io.recloop.alert.labels.InvalidMatcherException;
import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.MatcherParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which incidents explain others, by configuration. Immutable.
@Singleton
public final class Inhibitions {
    private final List<Rule> rules;

    /// @throws IllegalArgumentException naming the key whose matchers cannot be read
    @Inject
    public Inhibitions(InhibitionConfig config) {
        var read = new ArrayList<Rule>();
        new TreeMap<>(config.inhibit())
                .forEach((name, given) -> read.add(new Rule(
                        name,
                        matchers(name + ".source", given.source()),
                        matchers(name + ".target", given.target()),
                        given.equal(),
                        given.patience())));
        this.rules = List.copyOf(read);
    }

    public record Rule(String name, List<Matcher> source, List<Matcher> target, List<String> equal, Duration patience) {

        /// One that matches both sides is not explained by another one that does; else two would hide each other.
        public boolean explains(Map<String, String> source, Map<String, String> target) {
            return Matcher.all(this.source, source)
                    && !(Matcher.all(this.target, source) && Matcher.all(this.source, target))
                    && equal.stream()
                            .allMatch(label -> source.getOrDefault(label, "").equals(target.getOrDefault(label, "")));
        }

        /// The rule of an alert that must be the source, where the matchers say it: a query needs no more.
        public Optional<String> sourceRule() {
            return source.stream()
                    .filter(matcher ->
                            matcher.name().equals("alertname") && matcher.operator() == Matcher.Operator.EQUAL)
                    .map(Matcher::value)
                    .findFirst();
        }
    }

    /// Those that this incident may be explained by.
    public List<Rule> aimedAt(Map<String, String> labels) {
        return rules.stream().filter(rule -> Matcher.all(rule.target(), labels)).toList();
    }

    private static List<Matcher> matchers(String key, String text) {
        try {
            return MatcherParser.parseAll(text);
        } catch (InvalidMatcherException e) {
            throw new IllegalArgumentException("recloop.alert.inhibit.%s: %s".formatted(key, e.getMessage()), e);
        }
    }
}
