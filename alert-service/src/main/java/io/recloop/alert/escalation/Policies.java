package io.recloop.alert.escalation;

import io.recloop.alert.escalation.EscalationConfig.RuleException;
import io.recloop.alert.labels.InvalidMatcherException;
import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.MatcherParser;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Policies, priorities and the exceptions of single rules, by configuration. Immutable.
@Singleton
public final class Policies {
    private static final String NONE = "none";
    private static final Map<Severity, Priority> USUAL = Map.of(
            Severity.CRITICAL, new Priority("P0", Duration.ofMinutes(15)),
            Severity.ERROR, new Priority("P1", Duration.ofHours(1)),
            Severity.WARNING, new Priority("P2", Duration.ofHours(4)),
            Severity.INFO, new Priority("P3", Duration.ofHours(24)));

    private final List<Policy> policies;
    private final Map<Severity, Priority> priorities = new EnumMap<>(USUAL);
    private final Map<String, RuleException> exceptions;

    /// @throws IllegalArgumentException naming the key that is wrong
    @Inject
    public Policies(EscalationConfig config) {
        this.policies = config.escalation().entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, EscalationConfig.Policy>>comparingInt(
                                entry -> entry.getValue().order())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> policy(entry.getKey(), entry.getValue()))
                .toList();
        config.priorities()
                .forEach((severity, level) -> priorities.put(severity, new Priority(level.name(), level.within())));
        this.exceptions = Map.copyOf(config.rules());
        exceptions.forEach((rule, exception) -> exception
                .escalation()
                .filter(name -> !name.equals(NONE) && named(name).isEmpty())
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "recloop.alert.rules.%s.escalation names %s, which is not a policy".formatted(rule, name));
                }));
    }

    /// What each configured step notifies.
    public List<String> receivers() {
        return policies.stream()
                .flatMap(policy -> policy.steps().stream())
                .flatMap(step -> step.receivers().stream())
                .distinct()
                .toList();
    }

    /// @param own the name that the alert itself asks for; an unknown one is as none
    public Optional<Policy> of(Map<String, String> labels, String rule, Optional<String> own) {
        var name = own.or(() -> exception(rule).flatMap(RuleException::escalation));
        if (name.isPresent()) {
            return named(name.get());
        }
        return policies.stream()
                .filter(policy -> Matcher.all(policy.matchers(), labels))
                .findFirst();
    }

    public Optional<Policy> named(String name) {
        return policies.stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /// @param own the name that the alert itself asks for; an unknown one does not count
    public Priority priority(Severity severity, String rule, Optional<String> own) {
        return own.flatMap(this::byName)
                .or(() -> exception(rule).flatMap(RuleException::priority).flatMap(this::byName))
                .orElseGet(() -> Objects.requireNonNull(priorities.get(severity)));
    }

    private Optional<Priority> byName(String name) {
        return priorities.values().stream()
                .filter(priority -> priority.name().equals(name))
                .findFirst();
    }

    public Optional<RuleException> exception(String rule) {
        return Optional.ofNullable(exceptions.get(rule));
    }

    private static Policy policy(String name, EscalationConfig.Policy given) {
        var steps = new TreeMap<>(given.steps())
                .values().stream()
                        .map(step -> new Policy.Step(step.after(), List.copyOf(step.receivers())))
                        .toList();
        if (steps.isEmpty() || given.rounds() < 1) {
            throw new IllegalArgumentException(
                    "recloop.alert.escalation.%s needs at least one of steps and one of rounds".formatted(name));
        }
        try {
            var matchers = given.matchers().map(MatcherParser::parseAll).orElse(List.of());
            return new Policy(name, matchers, steps, given.rounds());
        } catch (InvalidMatcherException e) {
            throw new IllegalArgumentException(
                    "recloop.alert.escalation.%s.matchers: %s".formatted(name, e.getMessage()), e);
        }
    }
}
