package io.recloop.monitor.health;

import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarms;
import io.recloop.kit.alarms.Alarms.Active;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The health of a tenant's loop: the worst of its parts, and what is not known is not healthy.
@Singleton
public final class LoopHealth {
    private static final Duration RECENT = Duration.ofMinutes(15);

    private final Jdbi jdbi;
    private final Replicas replicas;
    private final Alarms alarms;
    private final Clock clock;

    /// In order of badness.
    public enum Status {
        HEALTHY,
        UNKNOWN,
        WARNING,
        CRITICAL
    }

    public record Part(String name, Status status, String because) {}

    public record ReplicaReport(
            String instance,
            @Nullable String modelId,
            long generation,
            String state,
            @Nullable String because,
            Instant saidAt) {}

    public record Report(
            String tenant,
            Instant at,
            Status status,
            List<Part> parts,
            List<ReplicaReport> replicas,
            List<Active> alerts) {}

    LoopHealth(Jdbi jdbi, Replicas replicas, Alarms alarms, Clock clock) {
        this.jdbi = jdbi;
        this.replicas = replicas;
        this.alarms = alarms;
        this.clock = clock;
    }

    public Report of(String tenant) {
        Instant now = clock.instant();
        return jdbi.inTransaction(handle -> {
            var serving = replicas.of(handle, tenant, now);
            var active = alarms.active(tenant);
            var parts = new ArrayList<Part>();
            parts.add(recommender(serving));
            parts.add(traffic(handle, tenant, now));
            parts.add(drift(handle, tenant));
            parts.add(alerts(active));
            var worst = parts.stream().map(Part::status).max(Status::compareTo).orElse(Status.UNKNOWN);
            var reports = serving.stream()
                    .map(one -> new ReplicaReport(
                            one.instance(),
                            one.modelId(),
                            one.generation(),
                            one.state().name().toLowerCase(java.util.Locale.ROOT),
                            one.because(),
                            one.saidAt()))
                    .toList();
            return new Report(tenant, now, worst, parts, reports, active);
        });
    }

    private static Part recommender(List<Replicas.Replica> all) {
        var name = "recommender";
        var here = all.stream()
                .filter(replica -> replica.state() != Replicas.State.GONE)
                .toList();
        if (here.isEmpty()) {
            return new Part(name, Status.UNKNOWN, "no replica has said what it serves");
        }
        long behind = here.stream()
                .filter(replica -> replica.state() == Replicas.State.BEHIND)
                .count();
        if (behind == here.size()) {
            return new Part(name, Status.CRITICAL, "no replica serves the published model");
        }
        if (behind > 0) {
            return new Part(name, Status.WARNING, "%d of %d replicas are behind".formatted(behind, here.size()));
        }
        if (here.stream().anyMatch(replica -> replica.state() == Replicas.State.UNKNOWN)) {
            return new Part(name, Status.UNKNOWN, "what should be served is not known");
        }
        return new Part(name, Status.HEALTHY, "%d replicas serve or load the published model".formatted(here.size()));
    }

    private static Part traffic(Handle handle, String tenant, Instant now) {
        long answers = handle.createQuery("""
            select coalesce(sum(served + failed + rejected), 0) from request_fact
            where tenant = :tenant and bucket >= :since\
            """)
                .bind("tenant", tenant)
                .bind("since", now.minus(RECENT).getEpochSecond())
                .mapTo(Long.class)
                .one();
        return answers == 0
                ? new Part("traffic", Status.UNKNOWN, "no answer in the last 15 minutes")
                : new Part("traffic", Status.HEALTHY, "%d answers in the last 15 minutes".formatted(answers));
    }

    private static Part drift(Handle handle, String tenant) {
        return handle.createQuery("""
            select verdict, event->>'severity' severity, event->>'summary' summary from evaluation
            where tenant = :tenant order by evaluated_at desc limit 1\
            """)
                .bind("tenant", tenant)
                .map((rows, context) -> {
                    var status =
                            switch (rows.getString("verdict")) {
                                case "stable", "watch" -> Status.HEALTHY;
                                case "drift" ->
                                    "critical".equals(rows.getString("severity")) ? Status.CRITICAL : Status.WARNING;
                                default -> Status.UNKNOWN;
                            };
                    return new Part("drift", status, rows.getString("summary"));
                })
                .findOne()
                .orElseGet(() -> new Part("drift", Status.UNKNOWN, "nothing was evaluated yet"));
    }

    private static Part alerts(List<Active> active) {
        var worst = active.stream().map(Active::severity).max(Severity::compareTo);
        if (worst.isEmpty()) {
            return new Part("alerts", Status.HEALTHY, "no rule is in alarm");
        }
        var rules = active.stream().map(Active::rule).distinct().sorted().toList();
        return new Part(
                "alerts",
                worst.get() == Severity.CRITICAL ? Status.CRITICAL : Status.WARNING,
                "in alarm: " + String.join(", ", rules));
    }
}
