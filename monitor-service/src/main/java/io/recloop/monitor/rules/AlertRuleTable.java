package io.recloop.monitor.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.EventCodec;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.metrics.FactQueries;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rules that differ from the configured ones, and the state of all. In the caller's transaction; thread-safe.
@Singleton
final class AlertRuleTable {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final FactStore facts;
    private final FactQueries queries;

    AlertRuleTable(FactStore facts, FactQueries queries) {
        this.facts = facts;
        this.queries = queries;
    }

    /// @param definition null where it was deleted
    record Row(String name, long version, @Nullable ObjectNode definition, AlertRuleView.Change changed) {}

    List<Row> of(String tenant) {
        return queries.all(
                "select name, version, definition, changed_by, changed_at from alert_rule where tenant = ? order by name",
                row -> new Row(
                        row.getString(1),
                        row.getLong(2),
                        definition(row.getString(3)),
                        new AlertRuleView.Change(row.getString(4), time(row, "changed_at"))),
                tenant);
    }

    private static @Nullable ObjectNode definition(@Nullable String json) {
        return json == null
                ? null
                : (ObjectNode) read(json, new TypeReference<com.fasterxml.jackson.databind.JsonNode>() {});
    }

    /// @return false where another change came first
    boolean write(String tenant, Row row) {
        var definition = row.definition();
        return facts.update(
                        """
                        insert into alert_rule as known (tenant, name, version, definition, changed_by, changed_at)
                        values (?, ?, ?, cast(? as jsonb), ?, ?)
                        on conflict (tenant, name) do update set version = excluded.version,
                            definition = excluded.definition, changed_by = excluded.changed_by,
                            changed_at = excluded.changed_at
                        where known.version = excluded.version - 1""",
                        tenant,
                        row.name(),
                        row.version(),
                        definition == null ? null : definition.toString(),
                        row.changed().by(),
                        FactStore.at(row.changed().at()))
                == 1;
    }

    /// @param definition of the rule that was looked at, by its hash
    /// @param raised     labels of the alert that is on; null where none is
    record StateRow(
            String name,
            RuleProgress progress,
            String definition,
            @Nullable Map<String, String> raised) {}

    Map<String, StateRow> states(String tenant) {
        var states = new TreeMap<String, StateRow>();
        queries.all("""
                        select name, state, since, looked_at, value, because, definition, raised_labels
                        from alert_rule_state where tenant = ?""", AlertRuleTable::state, tenant).forEach(state -> states.put(state.name, state));
        return states;
    }

    private static StateRow state(ResultSet row) throws SQLException {
        double value = row.getDouble("value");
        var measured = row.wasNull() ? null : value;
        var raised = row.getString("raised_labels");
        return new StateRow(
                row.getString("name"),
                new RuleProgress(
                        RuleProgress.State.valueOf(row.getString("state")),
                        time(row, "since"),
                        time(row, "looked_at"),
                        measured,
                        row.getString("because")),
                row.getString("definition"),
                raised == null ? null : read(raised, TEXTS));
    }

    void keep(String tenant, StateRow row) {
        var progress = row.progress;
        facts.update(
                """
                insert into alert_rule_state
                    (tenant, name, state, since, looked_at, value, because, definition, raised_labels)
                values (?, ?, ?, ?, ?, cast(? as float8), ?, ?, cast(? as jsonb))
                on conflict (tenant, name) do update set state = excluded.state, since = excluded.since,
                    looked_at = excluded.looked_at, value = excluded.value, because = excluded.because,
                    definition = excluded.definition, raised_labels = excluded.raised_labels""",
                tenant,
                row.name,
                progress.state().name(),
                FactStore.at(progress.since()),
                FactStore.at(progress.lookedAt()),
                progress.value(),
                progress.because(),
                row.definition,
                row.raised == null
                        ? null
                        : EventCodec.JSON.valueToTree(row.raised).toString());
    }

    void forget(String tenant, String name) {
        facts.update("delete from alert_rule_state where tenant = ? and name = ?", tenant, name);
    }

    /// Whose rules are looked at: who was answered in the last day, has a model, has an alert that is on, or has
    /// had rules before.
    List<String> tenants(Instant now) {
        return queries.all(
                """
                select tenant from alert_rule union select tenant from alert_rule_state
                union select tenant from published union select tenant from replica
                union select tenant from alert_state where active
                union (select distinct tenant from request_fact where bucket >= ?)""", row -> row.getString(1), now.minusSeconds(86_400).getEpochSecond());
    }

    /// Held to the end of the transaction.
    ///
    /// @return false where another replica holds it
    boolean lock(String tenant) {
        return queries.one(
                "select pg_try_advisory_xact_lock(hashtextextended('recloop.monitor.alert-rules/' || ?, 0))",
                row -> row.getBoolean(1),
                tenant);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventCodec.JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
