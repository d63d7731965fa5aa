package io.recloop.kit.alarms;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.properties.IfBuildProperty;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.config.ServiceName;
import io.recloop.kit.outbox.Outbox;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Which alarms are on. Raises each once, again while it lasts, and resolves it once. Thread-safe.
///
/// State and event are written in the caller's transaction, and event ids are made from fingerprint, episode and number
/// or from the cause: a replay says nothing twice.
@Singleton
@IfBuildProperty(name = "recloop.outbox.enabled", stringValue = "true")
public final class Alarms {
    private static final Logger LOG = Logger.getLogger(Alarms.class);

    private final AlarmTable table;
    private final Outbox outbox;
    private final ServiceName service;
    private final MeterRegistry meters;
    private final Duration repeatEvery;

    Alarms(
            AlarmTable table,
            Outbox outbox,
            ServiceName service,
            MeterRegistry meters,
            @ConfigProperty(name = "recloop.alarms.repeat-every", defaultValue = "30m") Duration repeatEvery) {
        this.table = table;
        this.outbox = outbox;
        this.service = service;
        this.meters = meters;
        this.repeatEvery = repeatEvery;
    }

    /// An alarm that is on.
    ///
    /// @param since when this episode began
    public record Active(
            String fingerprint, String rule, Severity severity, Instant since, Map<String, String> labels) {}

    /// For a condition that is looked at again and again: an event when it begins, when its severity changes, and once
    /// in a while for as long as it lasts.
    public void raise(Alarm alarm, Instant now) {
        var before = table.lock(alarm.fingerprint());
        boolean begins = before.isEmpty() || !before.get().active();
        if (!begins
                && alarm.severity() == before.get().severity()
                && now.isBefore(before.get().lastRaised().plus(repeatEvery))) {
            return;
        }
        raise(alarm, before.orElse(AlarmTable.State.NEVER), begins, now);
    }

    /// For an occurrence: an event for each cause, however often it is asked for.
    public void raiseFor(String cause, Alarm alarm, Instant now) {
        var before = table.lock(alarm.fingerprint()).orElse(AlarmTable.State.NEVER);
        boolean begins = !before.active();
        int episode = before.episode() + (begins ? 1 : 0);
        table.store(alarm, episode, begins ? 1 : before.raised() + 1, now);
        outbox.append(Topic.ALERTS, alarm.raised(cause, service.name(), now));
        say(alarm, begins);
    }

    private void raise(Alarm alarm, AlarmTable.State before, boolean begins, Instant now) {
        int episode = before.episode() + (begins ? 1 : 0);
        int number = begins ? 1 : before.raised() + 1;
        table.store(alarm, episode, number, now);
        outbox.append(Topic.ALERTS, alarm.raised(episode + "/" + number, service.name(), now));
        say(alarm, begins);
    }

    /// Nothing happens where the alarm is not on.
    ///
    /// @return whether it was on
    public boolean resolve(Alarm.Ending ending, Instant now) {
        var fingerprint = Fingerprint.of(ending.tenant(), ending.rule(), ending.labels());
        var before = table.lock(fingerprint);
        if (before.isEmpty() || !before.get().active()) {
            return false;
        }
        table.end(fingerprint);
        var episode = Integer.toString(before.get().episode());
        outbox.append(Topic.ALERTS, Alarm.resolved(ending, episode, service.name(), now));
        LOG.infof("alert resolved rule=%s summary=\"%s\"", ending.rule(), ending.summary());
        return true;
    }

    /// What is on, the oldest first.
    public List<Active> active(String tenant) {
        return table.active(tenant);
    }

    private void say(Alarm alarm, boolean begins) {
        if (begins) {
            meters.counter(service.metric("alerts.raised"), "rule", alarm.rule())
                    .increment();
            LOG.infof(
                    "alert raised rule=%s severity=%s summary=\"%s\"",
                    alarm.rule(), alarm.severity().code(), alarm.summary());
        }
    }
}
