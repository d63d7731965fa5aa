package io.recloop.alert.incidents;

import io.recloop.alert.incidents.IncidentView.Acknowledgement;
import io.recloop.alert.incidents.IncidentView.Attempt;
import io.recloop.alert.incidents.IncidentView.Entry;
import io.recloop.alert.incidents.IncidentView.Notification;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What is known of incidents, and the one thing that a person adds to it: the acknowledgement. Thread-safe.
@Singleton
public final class IncidentArchive {
    private final Jdbi jdbi;
    private final Clock clock;

    public IncidentArchive(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// Newest first.
    ///
    /// @param status `open` or `resolved`; all where absent
    public IncidentView.Page list(
            String tenant, @Nullable String status, @Nullable Severity severity, int limit, int offset) {
        return jdbi.withHandle(handle -> {
            var condition = """
                     from alert.incident where tenant = :tenant
                      and (cast(:status as text) is null or status = :status)
                      and (cast(:severity as text) is null or severity = :severity)""";
            var code = severity == null ? null : severity.code();
            long total = handle.createQuery("select count(*)" + condition)
                    .bind("tenant", tenant)
                    .bind("status", status)
                    .bind("severity", code)
                    .mapTo(Long.class)
                    .one();
            var incidents = handle.createQuery(
                            "select *" + condition + " order by opened_at desc, id limit :limit offset :offset")
                    .bind("tenant", tenant)
                    .bind("status", status)
                    .bind("severity", code)
                    .bind("limit", limit)
                    .bind("offset", offset)
                    .map((row, context) -> view(row))
                    .list();
            return new IncidentView.Page(incidents, total, limit, offset);
        });
    }

    public Optional<IncidentView.Story> story(String tenant, UUID id) {
        return jdbi.inTransaction(handle -> find(handle, tenant, id)
                .map(incident -> new IncidentView.Story(incident, entries(handle, id), notifications(handle, id))));
    }

    /// The last acknowledgement is shown on the incident; all stay in its story. A resolved incident may be
    /// acknowledged too: the note is what people look for afterwards.
    ///
    /// @return empty where the tenant has no such incident
    public Optional<IncidentView> acknowledge(String tenant, UUID id, String by, String note) {
        return jdbi.inTransaction(handle -> {
            int changed = handle.createUpdate("""
                            update alert.incident
                            set acknowledged_at = :now, acknowledged_by = :by, acknowledged_note = :note
                            where tenant = :tenant and id = :id""")
                    .bind("now", clock.instant())
                    .bind("by", by)
                    .bind("note", Rows.storable(note))
                    .bind("tenant", tenant)
                    .bind("id", id)
                    .execute();
            if (changed == 0) {
                return Optional.empty();
            }
            handle.createUpdate("""
                            insert into alert.incident_event (incident_id, kind, actor, message, occurred_at, recorded_at)
                            values (:id, 'ACKNOWLEDGED', :by, :note, :now, :now)""")
                    .bind("id", id)
                    .bind("by", by)
                    .bind("note", Rows.storable(note))
                    .bind("now", clock.instant())
                    .execute();
            return find(handle, tenant, id);
        });
    }

    /// Of all tenants.
    Map<Severity, Long> openBySeverity() {
        return jdbi.withHandle(handle -> {
            var counts = new EnumMap<Severity, Long>(Severity.class);
            handle.createQuery(
                            "select severity, count(*) as n from alert.incident where status = 'open' group by severity")
                    .map((row, context) -> Map.entry(Rows.severity(row, "severity"), row.getLong("n")))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    /// An event that comes again after its inbox row is gone would count again, so `age` must exceed the topic's
    /// retention.
    int forgetInboxOlderThan(Duration age) {
        return jdbi.withHandle(handle -> handle.createUpdate("delete from alert.inbox where received_at < :before")
                .bind("before", clock.instant().minus(age))
                .execute());
    }

    private static Optional<IncidentView> find(Handle handle, String tenant, UUID id) {
        return handle.createQuery("select * from alert.incident where tenant = :tenant and id = :id")
                .bind("tenant", tenant)
                .bind("id", id)
                .map((row, context) -> view(row))
                .findOne();
    }

    private static List<Entry> entries(Handle handle, UUID id) {
        return handle.createQuery("select * from alert.incident_event where incident_id = :id order by id")
                .bind("id", id)
                .map((row, context) -> new Entry(
                        row.getString("kind"),
                        row.getString("event_id"),
                        row.getString("actor"),
                        row.getString("severity"),
                        row.getString("message"),
                        Rows.requiredTime(row, "occurred_at"),
                        Rows.requiredTime(row, "recorded_at")))
                .list();
    }

    private static List<Notification> notifications(Handle handle, UUID incident) {
        var attempts = new HashMap<UUID, List<Attempt>>();
        handle.createQuery("""
                        select a.* from alert.attempt a join alert.notification n on n.id = a.notification_id
                        where n.incident_id = :id order by a.notification_id, a.number""")
                .bind("id", incident)
                .map((row, context) -> Map.entry(row.getObject("notification_id", UUID.class), attempt(row)))
                .forEach(entry -> attempts.computeIfAbsent(entry.getKey(), key -> new ArrayList<>())
                        .add(entry.getValue()));
        return handle.createQuery("select * from alert.notification where incident_id = :id order by seq")
                .bind("id", incident)
                .map((row, context) -> {
                    var id = row.getObject("id", UUID.class);
                    var fallbackFor = row.getString("fallback_for");
                    boolean pending = row.getString("state").equals("PENDING");
                    return new Notification(
                            id,
                            row.getString("reason"),
                            row.getString("channel"),
                            fallbackFor.isEmpty() ? null : fallbackFor,
                            row.getString("state"),
                            Rows.requiredTime(row, "created_at"),
                            pending ? Rows.time(row, "next_attempt_at") : null,
                            Rows.time(row, "finished_at"),
                            row.getString("last_error"),
                            attempts.getOrDefault(id, List.of()));
                })
                .list();
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getInt("number"),
                Rows.requiredTime(row, "started_at"),
                Rows.time(row, "finished_at"),
                row.getString("outcome"),
                row.getObject("http_status", Integer.class),
                row.getString("error"),
                row.getObject("duration_millis", Long.class),
                row.getBoolean("possible_duplicate"));
    }

    private static IncidentView view(ResultSet row) throws SQLException {
        var acknowledgedAt = Rows.time(row, "acknowledged_at");
        return new IncidentView(
                row.getObject("id", UUID.class),
                row.getString("fingerprint"),
                row.getInt("episode"),
                row.getString("rule"),
                Rows.severity(row, "severity"),
                row.getString("status"),
                row.getString("source"),
                row.getString("summary"),
                Rows.texts(row, "labels"),
                Rows.texts(row, "details"),
                row.getLong("occurrences"),
                Rows.requiredTime(row, "opened_at"),
                Rows.requiredTime(row, "last_seen_at"),
                Rows.time(row, "resolved_at"),
                acknowledgedAt == null
                        ? null
                        : new Acknowledgement(
                                acknowledgedAt, row.getString("acknowledged_by"), row.getString("acknowledged_note")));
    }
}
