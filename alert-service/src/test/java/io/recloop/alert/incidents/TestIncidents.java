package io.recloop.alert.incidents;

import io.recloop.alert.AlertTables;
import io.recloop.alert.escalation.EscalationConfig;
import io.recloop.alert.escalation.Policies;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.alert.notifications.TestNotifications;
import io.recloop.alert.oncall.OnCallConfig;
import io.recloop.alert.oncall.TestOnCall;
import io.recloop.alert.routing.RouteTree;
import io.recloop.alert.routing.RouteTreeConfig;
import io.recloop.alert.routing.Routes;
import io.recloop.alert.silences.Silences;
import io.recloop.alert.suppression.InhibitionConfig;
import io.recloop.alert.suppression.Inhibitions;
import io.recloop.alert.suppression.MuteTimesConfig;
import io.recloop.alert.suppression.TestSuppression;
import io.recloop.alert.timers.TimerTick;
import io.recloop.alert.timers.Timers;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// Incidents with routes, configuration and a clock of the test's own: one replica of the service's core. A new one
/// each time: nothing may live in memory.
public record TestIncidents(Incidents incidents, IncidentActions actions, IncidentArchive archive, TimerTick tick) {

    public static Incidents with(Routes routes, Clock clock) {
        return replica(routes, clock, Map.of()).incidents();
    }

    public static IncidentArchive archive(Clock clock) {
        return replica(AlertTables.bean(Routes.class), clock, Map.of()).archive();
    }

    /// @param settings keys without `recloop.alert.`
    public static TestIncidents replica(Routes routes, Clock clock, Map<String, String> settings) {
        var config = TestConfig.of(settings);
        var incidents = AlertTables.bean(IncidentRepository.class);
        var groups = AlertTables.bean(AlertGroupRepository.class);
        var timers = AlertTables.bean(Timers.class);
        var history = new IncidentHistory(incidents, clock);
        var policies = new Policies(config.of(EscalationConfig.class));
        var followups = new Followups(timers, policies, config.of(IncidentConfig.class), history);
        var suppressions = new Suppressions(
                TestSuppression.maintenance(clock),
                AlertTables.bean(Silences.class),
                new Inhibitions(config.of(InhibitionConfig.class)),
                incidents);
        var receivers = new Recipients(
                new RouteTree(config.of(RouteTreeConfig.class), routes),
                routes,
                TestSuppression.muteTimes(config.of(MuteTimesConfig.class)),
                TestOnCall.with(config.of(OnCallConfig.class)),
                policies);
        var queue = TestNotifications.queue(routes, clock);
        var memberships = AlertTables.bean(GroupRepository.class);
        var together = new IncidentGroups(
                memberships, timers, history, AlertTables.bean(TransactionSynchronizationRegistry.class));
        var notifier = new IncidentNotifier(suppressions, receivers, queue, followups, together);
        var episodes = new Episodes(incidents, history, notifier, followups, together);
        var reminders = new Reminders(notifier, receivers, suppressions, followups, queue);
        var inbox = AlertTables.bean(InboxRepository.class);
        return new TestIncidents(
                new Incidents(inbox, groups, incidents, episodes, history),
                new IncidentActions(incidents, groups, episodes, followups, AlertTables.bean(RuleStatistics.class)),
                new IncidentArchive(incidents, inbox, memberships, AlertTables.bean(DeliveryQueue.class), followups),
                new TimerTick(
                        timers,
                        List.of(
                                new IncidentTimers(incidents, groups, episodes, notifier, reminders),
                                new GroupFlush(memberships, receivers, suppressions, followups, queue)),
                        AlertTables.bean(DeliverySignal.class),
                        clock));
    }
}
