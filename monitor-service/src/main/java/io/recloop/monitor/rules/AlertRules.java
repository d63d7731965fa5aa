package io.recloop.monitor.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.kit.http.Problem;
import io.recloop.kit.http.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The rules of a tenant: the configured ones, and over them those that it changed, added or deleted. Each look reads
/// them, so a change holds at every replica without a restart. Thread-safe.
@Singleton
@Transactional
class AlertRules {
    private final Map<String, AlertRule> configured = new TreeMap<>();
    private final AlertRuleTable table;
    private final AlertRuleReader reader;
    private final AlertRulesConfig config;
    private final Clock clock;

    /// @param version 0 where it is the configured one
    record Kept(AlertRule rule, long version, AlertRuleView.@Nullable Change changed) {}

    AlertRules(AlertRuleTable table, AlertRuleReader reader, AlertRulesConfig config, Clock clock) {
        this.table = table;
        this.reader = reader;
        this.config = config;
        this.clock = clock;
        config.rules().forEach((name, rule) -> {
            if (rule.enabled()) {
                configured.put(name, configured(name, rule));
            }
        });
    }

    private AlertRule configured(String name, AlertRulesConfig.ConfiguredRule rule) {
        try {
            return reader.read(name, AlertRuleReader.json(rule));
        } catch (ProblemException e) {
            throw new IllegalStateException(
                    "recloop.monitor.alert-rules.rules.%s: %s"
                            .formatted(name, e.problem().detail()),
                    e);
        }
    }

    /// By name.
    List<Kept> all(String tenant) {
        var rules = new TreeMap<String, Kept>();
        configured.forEach((name, rule) -> rules.put(name, new Kept(rule, 0, null)));
        table.of(tenant).forEach(row -> {
            var definition = row.definition();
            if (definition == null) {
                rules.remove(row.name());
            } else {
                rules.put(row.name(), new Kept(reader.read(row.name(), definition), row.version(), row.changed()));
            }
        });
        return new ArrayList<>(rules.values());
    }

    Kept one(String tenant, String name) {
        return find(tenant, name).orElseThrow(() -> unknown(name));
    }

    private Optional<Kept> find(String tenant, String name) {
        return all(tenant).stream()
                .filter(kept -> kept.rule().name().equals(name))
                .findFirst();
    }

    private static ProblemException unknown(String name) {
        return ProblemException.notFound("there is no alert rule " + name);
    }

    /// @param ifMatch ETag of the rule that is replaced; null where there is none yet
    /// @return the rule, and whether it is new
    Saved save(String tenant, String name, @Nullable String ifMatch, ObjectNode json, String by) {
        var rule = reader.read(name, json);
        var before = find(tenant, name);
        requireVersion(name, before, ifMatch);
        if (before.isEmpty() && table.of(tenant).size() >= config.maxRules()) {
            throw ProblemException.conflict(
                    "there are %d rules already, the most that are allowed".formatted(config.maxRules()));
        }
        write(tenant, name, AlertRuleReader.json(rule), by);
        return new Saved(one(tenant, name), before.isEmpty());
    }

    record Saved(Kept kept, boolean isNew) {}

    void delete(String tenant, String name, @Nullable String ifMatch, String by) {
        var before = find(tenant, name);
        if (before.isEmpty()) {
            throw unknown(name);
        }
        requireVersion(name, before, ifMatch);
        write(tenant, name, null, by);
    }

    private void write(String tenant, String name, @Nullable ObjectNode definition, String by) {
        long version = table.of(tenant).stream()
                .filter(row -> row.name().equals(name))
                .mapToLong(AlertRuleTable.Row::version)
                .findFirst()
                .orElse(0);
        var change = new AlertRuleView.Change(by, clock.instant());
        if (!table.write(tenant, new AlertRuleTable.Row(name, version + 1, definition, change))) {
            throw changed(name);
        }
    }

    private static void requireVersion(String name, Optional<Kept> before, @Nullable String ifMatch) {
        if (before.isEmpty()) {
            if (ifMatch != null) {
                throw changed(name);
            }
            return;
        }
        if (ifMatch == null) {
            throw new ProblemException(Problem.of(
                    "precondition-required",
                    "If-Match is needed",
                    428,
                    "Send the ETag of the rule as you read it in If-Match, so that nobody's change is lost"));
        }
        if (!ifMatch.strip().equals("\"" + before.get().version() + "\"")) {
            throw changed(name);
        }
    }

    private static ProblemException changed(String name) {
        return new ProblemException(Problem.of(
                "alert-rule-changed", "The rule was changed", 412, "%s is another now; read it again".formatted(name)));
    }
}
