package io.recloop.alert.posted;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.incidents.Effect;
import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.labels.LabelFingerprint;
import io.recloop.contracts.events.AlertEvent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// The alerts that were posted over HTTP. What a post changes is its row and its incident, in one transaction.
/// Thread-safe, also between replicas.
///
/// An alert that fires has an open incident, and one that is over has none: each post compares the two, so that an
/// incident ended by hand while its alert still fires opens again with the next post.
@Singleton
public final class PostedAlerts {
    /// Alerts of one transaction, at most.
    private static final int BATCH = 200;

    /// Repetitions without news reach the incident this often: it stays known to fire, and the inbox stays small though
    /// Prometheus repeats each alert every minute.
    private static final Duration SEEN_AGAIN = Duration.ofHours(1);

    private final PostedAlertRepository rows;
    private final Incidents incidents;
    private final Clock clock;

    PostedAlerts(PostedAlertRepository rows, Incidents incidents, Clock clock) {
        this.rows = rows;
        this.incidents = incidents;
        this.clock = clock;
    }

    /// What became of a posted alert.
    ///
    /// @param effect `OPENED`, `REPEATED`, `RESOLVED`, …; `DUPLICATE` where nothing has changed
    public record Outcome(String fingerprint, PostedAlert alert, Effect effect) {}

    /// Of two alerts with the same labels the later one is merged into the earlier one, as in two posts.
    ///
    /// @return in the order in which they were posted
    public List<Outcome> post(String tenant, List<PostedAlert> alerts) {
        var outcomes = new ArrayList<Outcome>();
        for (int from = 0; from < alerts.size(); from += BATCH) {
            var batch = alerts.subList(from, Math.min(alerts.size(), from + BATCH));
            outcomes.addAll(QuarkusTransaction.joiningExisting().call(() -> store(tenant, batch)));
        }
        return outcomes;
    }

    private List<Outcome> store(String tenant, List<PostedAlert> alerts) {
        var now = clock.instant();
        var byFingerprint = new TreeMap<String, List<PostedAlert>>();
        alerts.forEach(alert -> byFingerprint
                .computeIfAbsent(LabelFingerprint.of(alert.labels()), key -> new ArrayList<>())
                .add(alert));
        rows.takeTurns(tenant);
        var known = known(tenant, byFingerprint.keySet());
        var open = rows.open(tenant, byFingerprint.keySet());
        var outcomes = new HashMap<String, Outcome>();
        byFingerprint.forEach((fingerprint, posted) ->
                outcomes.put(fingerprint, store(tenant, fingerprint, posted, known, open, now)));
        return alerts.stream()
                .map(alert -> outcomes.get(LabelFingerprint.of(alert.labels())))
                .toList();
    }

    private Map<String, PostedAlertRow> known(String tenant, Collection<String> fingerprints) {
        var known = new HashMap<String, PostedAlertRow>();
        rows.lock(tenant, fingerprints).forEach(row -> known.put(row.fingerprint, row));
        return known;
    }

    private Outcome store(
            String tenant,
            String fingerprint,
            List<PostedAlert> posted,
            Map<String, PostedAlertRow> known,
            Set<String> open,
            Instant now) {
        var row = known.get(fingerprint);
        var before = row == null ? null : row.alert();
        var merged = before;
        for (var alert : posted) {
            merged = merged == null ? alert : alert.mergedWith(merged, now);
        }
        var after = Objects.requireNonNull(merged);
        if (row == null) {
            row = new PostedAlertRow(tenant, fingerprint, after);
            rows.persist(row);
        } else {
            row.take(after);
        }
        boolean news = before == null || !before.saysTheSameAs(after);
        return new Outcome(fingerprint, after, agree(row, after, open.contains(fingerprint), news, now));
    }

    /// The newest incident of each alert that has or had one, by fingerprint.
    public Map<String, UUID> incidents(String tenant, Collection<String> fingerprints) {
        return QuarkusTransaction.joiningExisting().call(() -> rows.incidents(tenant, fingerprints));
    }

    /// Makes the incident agree with the alert.
    private Effect agree(PostedAlertRow row, PostedAlert alert, boolean open, boolean news, Instant now) {
        row.ended = alert.isOver(now);
        if (row.ended) {
            return open ? resolve(row, alert, now) : Effect.DUPLICATE;
        }
        boolean known = open && !news && now.isBefore(row.toldAt.plus(SEEN_AGAIN));
        return known ? Effect.DUPLICATE : raise(row, alert, open, now);
    }

    /// The event has the alert's own start where that is later than what was decided before, and not in the future;
    /// else the time of receipt, so that an alert that is known to fire is never taken for a late one.
    private Effect raise(PostedAlertRow row, PostedAlert alert, boolean open, Instant now) {
        var start = alert.span().start();
        boolean begins = !open && start.isAfter(row.decidedAt) && !start.isAfter(now);
        if (begins) {
            var effect = apply(row, PostedEvents.raised(row, alert, eventId("raised", row, start), start));
            if (effect != Effect.IGNORED && effect != Effect.DUPLICATE) {
                return effect;
            }
        }
        var at = later(now, row.decidedAt);
        return apply(row, PostedEvents.raised(row, alert, eventId("seen", row, at), at));
    }

    private Effect resolve(PostedAlertRow row, PostedAlert alert, Instant now) {
        var end = alert.span().end();
        var at = later(end.isAfter(now) ? now : end, row.decidedAt);
        return apply(row, PostedEvents.resolved(row, alert, eventId("resolved", row, at), at));
    }

    private Effect apply(PostedAlertRow row, AlertEvent event) {
        row.decidedAt = later(event.occurredAt(), row.decidedAt);
        row.toldAt = clock.instant();
        return incidents.apply(event);
    }

    /// Made of tenant, labels and time, so that the same post is the same event.
    private static String eventId(String kind, PostedAlertRow row, Instant at) {
        return "posted/%s/%s/%s/%s".formatted(row.tenant, row.fingerprint, kind, at);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /// Ends the incidents of alerts whose end has come.
    ///
    /// @return how many alerts
    int expire(int limit) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var now = clock.instant();
            var over = rows.lockRunOut(now, limit);
            for (var row : over) {
                row.ended = true;
                if (!rows.open(row.tenant, List.of(row.fingerprint)).isEmpty()) {
                    resolve(row, row.alert(), now);
                }
            }
            return over.size();
        });
    }

    /// @return how many were forgotten
    int forgetEndedFor(Duration age) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.deleteEndedBefore(clock.instant().minus(age)));
    }

    /// Those that fire now, by fingerprint, in the caller's transaction where there is one.
    public Map<String, PostedAlert> firing(String tenant, Instant now) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var firing = new TreeMap<String, PostedAlert>();
            rows.firing(tenant, now).forEach(row -> firing.put(row.fingerprint, row.alert()));
            return firing;
        });
    }
}
