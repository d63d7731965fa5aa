package io.recloop.monitor.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/// Which troubles are on. Says each once, again while it lasts, and when it is over. State and event are
/// written in the caller's transaction, and event ids are made from fingerprint, episode and number, so a
/// replay says nothing twice.
@Singleton
public final class AlertLedger {
    private static final Logger LOG = Logger.getLogger(AlertLedger.class);
    private static final String SOURCE = "monitor-service";

    private final Outbox outbox;
    private final AlertsConfig config;
    private final MeterRegistry meters;

    /// A trouble that is on.
    ///
    /// @param since when this episode began
    public record Active(
            String fingerprint, String rule, Severity severity, Instant since, Map<String, String> labels) {}

    private record State(Severity severity, boolean active, int episode, int raised, Instant lastRaised) {}

    AlertLedger(Outbox outbox, AlertsConfig config, MeterRegistry meters) {
        this.outbox = outbox;
        this.config = config;
        this.meters = meters;
    }

    public void raise(Handle transaction, Alert alert, Instant now) {
        var before = state(transaction, alert.fingerprint());
        boolean fresh = before.isEmpty() || !before.get().active;
        if (!fresh) {
            var lasting = before.get();
            boolean due = !now.isBefore(lasting.lastRaised.plus(config.repeatEvery()));
            if (!due && alert.severity() == lasting.severity) {
                return;
            }
        }
        int episode = before.map(State::episode).orElse(0) + (fresh ? 1 : 0);
        int number = fresh ? 1 : before.get().raised + 1;
        store(transaction, alert, episode, number, fresh, now);
        outbox.append(
                Topic.ALERTS,
                new AlertRaised(
                        id(alert.fingerprint(), episode, "raised-" + number),
                        alert.tenant(),
                        now,
                        alert.fingerprint(),
                        alert.rule(),
                        alert.severity(),
                        SOURCE,
                        alert.summary(),
                        alert.labels(),
                        alert.details()));
        if (fresh) {
            meters.counter("recloop.monitor.alerts.raised", "rule", alert.rule())
                    .increment();
            LOG.infof(
                    "alert raised rule=%s severity=%s summary=\"%s\"",
                    alert.rule(), alert.severity().code(), alert.summary());
        }
    }

    /// Nothing happens where the trouble is not on.
    public void resolve(
            Handle transaction, String tenant, String rule, Map<String, String> labels, String summary, Instant now) {
        var fingerprint = Fingerprint.of(tenant, rule, labels);
        var before = state(transaction, fingerprint);
        if (before.isEmpty() || !before.get().active) {
            return;
        }
        transaction
                .createUpdate("update alert_state set active = false where fingerprint = :fingerprint")
                .bind("fingerprint", fingerprint)
                .execute();
        outbox.append(
                Topic.ALERTS,
                new AlertResolved(
                        id(fingerprint, before.get().episode, "resolved"),
                        tenant,
                        now,
                        fingerprint,
                        rule,
                        SOURCE,
                        summary));
        LOG.infof("alert resolved rule=%s summary=\"%s\"", rule, summary);
    }

    /// What is on, the oldest first.
    public List<Active> active(Handle handle, String tenant) {
        return handle.createQuery("""
            select fingerprint, rule, severity, since, labels from alert_state
            where tenant = :tenant and active order by since, fingerprint\
            """)
                .bind("tenant", tenant)
                .map((rows, context) -> new Active(
                        rows.getString("fingerprint"),
                        rows.getString("rule"),
                        severity(rows.getString("severity")),
                        rows.getTimestamp("since").toInstant(),
                        labels(rows.getString("labels"))))
                .list();
    }

    private Optional<State> state(Handle transaction, String fingerprint) {
        return transaction
                .createQuery("select * from alert_state where fingerprint = :fingerprint for update")
                .bind("fingerprint", fingerprint)
                .map((rows, context) -> new State(
                        severity(rows.getString("severity")),
                        rows.getBoolean("active"),
                        rows.getInt("episode"),
                        rows.getInt("raised"),
                        rows.getTimestamp("last_raised_at").toInstant()))
                .findOne();
    }

    private static void store(Handle transaction, Alert alert, int episode, int number, boolean fresh, Instant now) {
        transaction
                .createUpdate("""
                    insert into alert_state
                        (fingerprint, tenant, rule, severity, active, episode, raised, since, last_raised_at, labels)
                    values (:fingerprint, :tenant, :rule, :severity, true, :episode, :raised, :now, :now,
                        cast(:labels as jsonb))
                    on conflict (fingerprint) do update set
                        severity = excluded.severity, active = true, episode = excluded.episode,
                        raised = excluded.raised, last_raised_at = excluded.last_raised_at,
                        since = case when :fresh then excluded.since else alert_state.since end\
                    """)
                .bind("fingerprint", alert.fingerprint())
                .bind("tenant", alert.tenant())
                .bind("rule", alert.rule())
                .bind("severity", alert.severity().code())
                .bind("episode", episode)
                .bind("raised", number)
                .bind("fresh", fresh)
                .bind("now", now)
                .bind("labels", json(alert.labels()))
                .execute();
    }

    private static String id(String fingerprint, int episode, String what) {
        return UUID.nameUUIDFromBytes(
                        "%s/%d/%s".formatted(fingerprint, episode, what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Severity severity(String code) {
        return EventCodec.JSON.convertValue(code, Severity.class);
    }

    private static Map<String, String> labels(String json) {
        try {
            return EventCodec.JSON.readValue(
                    json, EventCodec.JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map<String, String> labels) {
        try {
            return EventCodec.JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
