package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.recloop.alert.alertmanager.Receivers.Routed;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.alert.posted.InvalidAlertException;
import io.recloop.alert.posted.PostedAlert;
import io.recloop.alert.posted.PostedAlertConfig;
import io.recloop.alert.posted.PostedAlerts;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// `/alerts` and `/alerts/groups`.
@Singleton
class AlertsEndpoint {
    /// How the incidents of this door name their source.
    private static final String SOURCE = "alertmanager-api";

    private static final Comparator<Routed> GROUPS =
            Comparator.comparing(Routed::groupLabels, LabelOrder.SETS).thenComparing(Routed::receiver);

    private final PostedAlerts alerts;
    private final CurrentAlerts current;
    private final PostedAlertConfig config;
    private final DeliverySignal delivery;
    private final Clock clock;

    AlertsEndpoint(
            PostedAlerts alerts,
            CurrentAlerts current,
            PostedAlertConfig config,
            DeliverySignal delivery,
            Clock clock) {
        this.alerts = alerts;
        this.current = current;
        this.config = config;
        this.delivery = delivery;
        this.clock = clock;
    }

    /// The valid ones are stored also where others are refused.
    ApiAnswer post(ApiRequest request) {
        var now = clock.instant();
        var valid = new ArrayList<PostedAlert>();
        var faults = new ArrayList<String>();
        for (var draft : AlertReader.read(request.body())) {
            try {
                valid.add(draft.complete(SOURCE, config.resolveTimeout(), now));
            } catch (InvalidAlertException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        if (!valid.isEmpty()) {
            alerts.post(request.tenant(), valid);
            delivery.wake();
        }
        return faults.isEmpty() ? ApiAnswer.empty(200) : ApiAnswer.refused(400, String.join("; ", faults));
    }

    ApiAnswer list(ApiRequest request) {
        var query = AlertQuery.of(request);
        var wanted = current.of(request.tenant()).stream()
                .filter(query::wants)
                .filter(query::wantsReceiverOf)
                .sorted(Comparator.comparing(CurrentAlert::fingerprint))
                .toList();
        return ApiAnswer.of(AlertWriter.alerts(wanted));
    }

    ApiAnswer groups(ApiRequest request) {
        var query = AlertQuery.of(request);
        var groups = new TreeMap<Routed, List<CurrentAlert>>(GROUPS);
        current.of(request.tenant()).stream().filter(query::wants).forEach(alert -> alert.routed().stream()
                .filter(routed -> query.wantsReceiver(routed.receiver()))
                .forEach(routed ->
                        groups.computeIfAbsent(routed, key -> new ArrayList<>()).add(alert)));
        var array = JsonNodeFactory.instance.arrayNode();
        groups.forEach((routed, members) -> {
            members.sort(Comparator.comparing(CurrentAlert::labels, LabelOrder.ALERTS));
            var group = array.addObject();
            group.set("alerts", AlertWriter.alerts(members));
            group.set("labels", AlertWriter.texts(routed.groupLabels()));
            group.set("receiver", AlertWriter.receiver(routed.receiver()));
        });
        return ApiAnswer.of(array);
    }
}
