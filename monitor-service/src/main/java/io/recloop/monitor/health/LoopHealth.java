package io.recloop.monitor.health;

import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarms;
import io.recloop.kit.alarms.Alarms.Active;
import io.recloop.monitor.facts.KpiBook;
import io.recloop.monitor.runs.Evaluations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The health of a tenant's loop: the worst of its parts, and what is not known is not healthy.
@Singleton
@Transactional
public class LoopHealth {
    private static final Duration RECENT = Duration.ofMinutes(15);

    private final Replicas replicas;
    private final KpiBook kpis;
    private final Evaluations evaluations;
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

    @Inject
    LoopHealth(Replicas replicas, KpiBook kpis, Evaluations evaluations, Alarms alarms, Clock clock) {
        this.replicas = replicas;
        this.kpis = kpis;
        this.evaluations = evaluations;
        this.alarms = alarms;
        this.clock = clock;
    }

    public Report of(String tenant) {
        Instant now = clock.instant();
        var serving = replicas.of(tenant, now);
        var active = alarms.active(tenant);
        var parts = List.of(recommender(serving), traffic(tenant, now), drift(tenant), alerts(active));
        var worst = parts.stream().map(Part::status).max(Status::compareTo).orElse(Status.UNKNOWN);
        var reports = serving.stream()
                .map(one -> new ReplicaReport(
                        one.instance(),
                        one.modelId(),
                        one.generation(),
                        one.state().name().toLowerCase(Locale.ROOT),
                        one.because(),
                        one.saidAt()))
                .toList();
        return new Report(tenant, now, worst, parts, reports, active);
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

    private Part traffic(String tenant, Instant now) {
        long answers = kpis.requestsSince(tenant, now.minus(RECENT));
        return answers == 0
                ? new Part("traffic", Status.UNKNOWN, "no answer in the last 15 minutes")
                : new Part("traffic", Status.HEALTHY, "%d answers in the last 15 minutes".formatted(answers));
    }

    private Part drift(String tenant) {
        return evaluations.newest(tenant, 1).stream()
                .findFirst()
                .map(newest -> new Part("drift", status(newest), newest.summary()))
                .orElseGet(() -> new Part("drift", Status.UNKNOWN, "nothing was evaluated yet"));
    }

    private static Status status(DriftEvaluated evaluated) {
        return switch (evaluated.verdict()) {
            case STABLE, WATCH -> Status.HEALTHY;
            case DRIFT -> evaluated.severity() == Severity.CRITICAL ? Status.CRITICAL : Status.WARNING;
            case INSUFFICIENT_DATA, UNDEFINED -> Status.UNKNOWN;
        };
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
