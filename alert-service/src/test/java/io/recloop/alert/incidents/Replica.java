package io.recloop.alert.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.alert.AlertTables;
import io.recloop.alert.FixedRouting;
import io.recloop.alert.FixedRouting.Hook;
import io.recloop.alert.SettableClock;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// One replica of the service's core, its tenant and its clock, in the hands of a test.
record Replica(TestIncidents core, String tenant, SettableClock clock) {
    /// With the webhooks `a` and `b`, and the log.
    static Replica with(SettableClock clock, Map<String, String> settings) {
        var hooks = Map.of("a", Hook.at("http://a.example"), "b", Hook.at("http://b.example"));
        return new Replica(
                TestIncidents.replica(new Routes(FixedRouting.with(hooks)), clock, settings),
                "t" + UUID.randomUUID(),
                clock);
    }

    Effect raise(String rule, Severity severity, String model) {
        return core.incidents().apply(raised(rule, severity, model));
    }

    AlertRaised raised(String rule, Severity severity, String model) {
        return new AlertRaised(
                UUID.randomUUID().toString(),
                tenant,
                clock.instant(),
                fingerprint(rule, model),
                rule,
                severity,
                "test",
                "it burns",
                Map.of("model", model),
                Map.of());
    }

    Effect resolve(String rule, String model) {
        return core.incidents().apply(resolved(rule, model));
    }

    AlertEvent resolved(String rule, String model) {
        return new AlertResolved(
                UUID.randomUUID().toString(),
                tenant,
                clock.instant(),
                fingerprint(rule, model),
                rule,
                "test",
                "it is out");
    }

    private String fingerprint(String rule, String model) {
        return Fingerprint.of(tenant, rule, Map.of("model", model));
    }

    /// Time passes, and what is due meanwhile happens at the end of it.
    void after(Duration time) {
        clock.advance(time);
        core.tick().fireDue();
    }

    IncidentView only() {
        var all = all();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    List<IncidentView> all() {
        return core.archive().list(tenant, "all", null, 500, 0).incidents();
    }

    List<IncidentView.Entry> history() {
        return core.archive().story(tenant, only().id()).orElseThrow().events();
    }

    /// Why nobody was notified.
    List<String> notSent() {
        return history().stream()
                .filter(entry -> entry.kind().equals("NOT_SENT"))
                .map(IncidentView.Entry::message)
                .toList();
    }

    /// Reason and channel of each notification, in the order in which they were decided on.
    List<String> notified() {
        return AlertTables.notified(tenant);
    }
}
