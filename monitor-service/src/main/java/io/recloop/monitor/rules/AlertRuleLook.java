package io.recloop.monitor.rules;

import io.recloop.kit.alarms.Alarm;
import io.recloop.kit.alarms.Alarms;
import io.recloop.monitor.metrics.Measure;
import io.recloop.monitor.metrics.MetricCatalogue;
import io.recloop.monitor.rules.AlertRuleTable.StateRow;
import io.recloop.monitor.rules.RuleProgress.State;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One look at the rules of a tenant: measures, moves each rule on, raises and resolves. In one transaction, so a crash
/// loses or repeats nothing. Thread-safe.
@Singleton
final class AlertRuleLook {
    /// Rules of earlier releases, which rules by name have replaced; their alerts end.
    private static final Set<String> REPLACED = Set.of("error-rate", "fallback-rate");

    private final AlertRules rules;
    private final AlertRuleTable table;
    private final MetricCatalogue metrics;
    private final Alarms alarms;
    private final AlertRulesConfig config;

    AlertRuleLook(
            AlertRules rules, AlertRuleTable table, MetricCatalogue metrics, Alarms alarms, AlertRulesConfig config) {
        this.rules = rules;
        this.table = table;
        this.metrics = metrics;
        this.alarms = alarms;
        this.config = config;
    }

    /// @param upToDate whether the facts are: of facts that are behind nothing is measured
    void at(String tenant, Instant now, boolean upToDate) {
        if (!table.lock(tenant)) {
            return;
        }
        var states = table.states(tenant);
        var all = rules.all(tenant).stream().map(AlertRules.Kept::rule).toList();
        for (var rule : all) {
            look(tenant, rule, states.get(rule.name()), now, upToDate);
        }
        endDeleted(tenant, states, all, now);
        for (var active : alarms.active(tenant)) {
            if (REPLACED.contains(active.rule())) {
                end(tenant, active.rule(), active.labels(), "rules by name have replaced this one", now);
            }
        }
    }

    private void look(String tenant, AlertRule rule, @Nullable StateRow before, Instant now, boolean upToDate) {
        var definition = definition(rule);
        var progress = before == null ? RuleProgress.start(now) : before.progress();
        var raised = before == null ? null : before.raised();
        if (before != null && !before.definition().equals(definition) && progress.state() == State.PENDING) {
            progress = RuleProgress.start(now);
        }
        if (raised != null && !raised.equals(rule.alertLabels())) {
            end(tenant, rule.name(), raised, "the labels of the rule were changed", now);
            raised = null;
            progress = RuleProgress.start(now);
        }
        progress = progress.next(rule, measure(tenant, rule, now, upToDate), now, config.patience());
        if (progress.state() == State.FIRING) {
            raise(tenant, rule, progress, now);
            raised = rule.alertLabels();
        } else if (raised != null) {
            end(tenant, rule.name(), raised, progress.because(), now);
            raised = null;
        }
        table.keep(tenant, new StateRow(rule.name(), progress, definition, raised));
    }

    private Measure measure(String tenant, AlertRule rule, Instant now, boolean upToDate) {
        return upToDate
                ? rule.selection().enough(metrics.measure(rule.selection().query(tenant, now)))
                : new Measure.Unknown("the facts are behind the topics: what is missing is not known");
    }

    private void endDeleted(String tenant, Map<String, StateRow> states, List<AlertRule> all, Instant now) {
        var names = all.stream().map(AlertRule::name).collect(Collectors.toSet());
        states.values().stream().filter(state -> !names.contains(state.name())).forEach(state -> {
            var raised = state.raised();
            if (raised != null) {
                end(tenant, state.name(), raised, "the rule was deleted", now);
            }
            table.forget(tenant, state.name());
        });
    }

    private void raise(String tenant, AlertRule rule, RuleProgress progress, Instant now) {
        // While nothing is measured it stays as it is, and is not said again.
        var value = progress.value();
        if (value == null) {
            return;
        }
        var details = new TreeMap<String, String>();
        details.put("metric", rule.selection().metric());
        details.put("measured", Numbers.text(value));
        details.put("comparison", rule.trigger().sign().code());
        details.put("threshold", Numbers.text(rule.trigger().threshold()));
        details.put("resolveThreshold", Numbers.text(rule.trigger().resolveThreshold()));
        details.put("for", rule.trigger().hold().toString());
        details.put("window", rule.selection().window().toString());
        if (!rule.runbook().isEmpty()) {
            details.put("runbook", rule.runbook());
        }
        alarms.raise(
                new Alarm(
                        tenant,
                        rule.name(),
                        rule.severity(),
                        "%s (%s)".formatted(progress.because(), rule.condition()),
                        rule.alertLabels(),
                        details),
                now);
    }

    private void end(String tenant, String rule, Map<String, String> labels, String summary, Instant now) {
        alarms.resolve(new Alarm.Ending(tenant, rule, labels, summary), now);
    }

    /// A hold that was counted under another definition counts no more.
    private static String definition(AlertRule rule) {
        return Integer.toHexString(AlertRuleReader.json(rule).toString().hashCode());
    }
}
