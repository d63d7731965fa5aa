package io.recloop.monitor.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A rule as HTTP shows it.
///
/// @param version of the tenant's own; 0 where it is the configured one
public record AlertRuleView(
        @JsonUnwrapped RuleFields rule,
        @JsonUnwrapped Condition condition,
        long version,
        @Nullable Change changed,
        Status status) {
    /// How bad it is, and what its alerts say besides.
    public record RuleFields(String name, String severity, Map<String, String> labels, String runbook) {}

    /// When it fires.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Condition(
            @JsonUnwrapped Watched watched,
            String comparison,
            double threshold,
            double resolveThreshold,

            @com.fasterxml.jackson.annotation.JsonProperty("for")
            String hold) {}

    /// What it looks at.
    public record Watched(String metric, String segment, String window, long minimum) {}

    /// Who changed it last.
    public record Change(String by, Instant at) {}

    /// @param state unknown, ok, pending or firing
    /// @param value the last one measured; absent where nothing was
    public record Status(
            String state,
            @Nullable Instant since,
            @Nullable Instant lookedAt,
            @Nullable Double value,
            String because) {}

    static AlertRuleView of(AlertRules.Kept kept, @Nullable RuleProgress progress) {
        var rule = kept.rule();
        var trigger = rule.trigger();
        var selection = rule.selection();
        return new AlertRuleView(
                new RuleFields(rule.name(), rule.severity().code(), rule.labels(), rule.runbook()),
                new Condition(
                        new Watched(
                                selection.metric(),
                                selection.segment(),
                                selection.window().toString(),
                                selection.minimum()),
                        trigger.sign().code(),
                        trigger.threshold(),
                        trigger.resolveThreshold(),
                        trigger.hold().toString()),
                kept.version(),
                kept.changed(),
                status(progress));
    }

    private static Status status(@Nullable RuleProgress progress) {
        return progress == null
                ? new Status("unknown", null, null, null, "not looked at yet")
                : new Status(
                        progress.state().name().toLowerCase(java.util.Locale.ROOT),
                        progress.since(),
                        progress.lookedAt(),
                        progress.value(),
                        progress.because());
    }
}
