package io.recloop.alert.incidents;

import io.recloop.alert.escalation.EscalationConfig.RuleException;
import io.recloop.alert.escalation.Policies;
import io.recloop.alert.escalation.Policy;
import io.recloop.alert.escalation.Priority;
import io.recloop.alert.timers.DueTimer;
import io.recloop.alert.timers.TimerKind;
import io.recloop.alert.timers.Timers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/// What is to happen with an incident later, if nothing else happens.
@Singleton
class Followups {
    private final Timers timers;
    private final Policies policies;
    private final IncidentConfig config;
    private final IncidentHistory history;

    Followups(Timers timers, Policies policies, IncidentConfig config, IncidentHistory history) {
        this.timers = timers;
        this.policies = policies;
        this.config = config;
        this.history = history;
    }

    IncidentHistory history() {
        return history;
    }

    IncidentConfig config() {
        return config;
    }

    Duration recheck() {
        return config.recheck();
    }

    void set(Incident incident, TimerKind kind, String detail, Duration after) {
        timers.set(new DueTimer(
                incident.id(), kind, detail, incident.tenant, history.now().plus(after)));
    }

    void timer(DueTimer timer) {
        timers.set(timer);
    }

    /// Leaves one that is set already.
    void add(Incident incident, TimerKind kind, String detail, Duration after) {
        timers.add(new DueTimer(
                incident.id(), kind, detail, incident.tenant, history.now().plus(after)));
    }

    void stable(AlertGroup group) {
        timers.set(new DueTimer(
                group.id(),
                TimerKind.STABLE,
                group.fingerprint,
                group.tenant,
                history.now().plus(config.stableAfter())));
    }

    void cancelAll(Incident incident) {
        timers.cancelAll(incident.id());
    }

    /// Nothing repeats or escalates; it may still expire.
    void quiet(Incident incident) {
        timers.cancel(incident.id(), TimerKind.STEP);
        timers.cancel(incident.id(), TimerKind.REPEAT);
        timers.cancel(incident.id(), TimerKind.RESPONSE);
        timers.cancel(incident.id(), TimerKind.SNOOZE_END);
    }

    /// The times that run from the beginning.
    void begin(Incident incident) {
        set(incident, TimerKind.EXPIRY, "", expireAfter(incident));
        set(incident, TimerKind.RESPONSE, "", priority(incident).within());
    }

    Duration expireAfter(Incident incident) {
        return policies.exception(incident.rule)
                .flatMap(RuleException::expireAfter)
                .orElse(config.expireAfter());
    }

    Priority priority(Incident incident) {
        return policies.priority(incident.severity, incident.rule, incident.said("priority"));
    }

    Optional<Policy> policy(Incident incident) {
        return policies.of(incident.matched(), incident.rule, incident.said("escalation"));
    }

    Optional<Policy> policyNamed(String name) {
        return policies.named(name);
    }

    /// The first step of its policy; one that is on its way goes on.
    void escalate(Incident incident) {
        if (incident.status == IncidentStatus.FIRING) {
            policy(incident)
                    .filter(policy -> timers.none(incident.id(), TimerKind.STEP))
                    .ifPresent(policy -> timers.add(new DueTimer(
                            incident.id(),
                            TimerKind.STEP,
                            policy.name() + "/0",
                            incident.tenant,
                            history.now().plus(policy.step(0).after()))));
        }
    }
}
