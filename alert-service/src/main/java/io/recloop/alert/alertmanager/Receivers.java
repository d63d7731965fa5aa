package io.recloop.alert.alertmanager;

import io.recloop.alert.routing.RouteTree;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The channels as Alertmanager's receivers: a receiver is a channel, and an alert that goes to three channels is
/// routed to three receivers.
@Singleton
class Receivers {
    private final Routes routes;
    private final RouteTree tree;

    Receivers(Routes routes, RouteTree tree) {
        this.routes = routes;
        this.tree = tree;
    }

    /// @param groupLabels the labels by which the receiver's alerts are grouped, with this alert's values
    record Routed(String receiver, Map<String, String> groupLabels) {}

    /// A group of one alert has the labels that the alert was posted with.
    ///
    /// @param matched what routes see of it
    /// @param own     what it was posted with
    List<Routed> of(Severity severity, Map<String, String> matched, Map<String, String> own) {
        return tree.match(matched, severity).stream()
                .flatMap(route -> route.channels().stream()
                        .map(channel -> new Routed(channel, route.groupsNothing() ? own : route.groupLabels(matched))))
                .distinct()
                .toList();
    }

    /// The channel `log` first, which is always there.
    List<String> names() {
        var names = new ArrayList<>(List.of(Routes.LOG));
        routes.channels().stream().filter(name -> !name.equals(Routes.LOG)).forEach(names::add);
        return names;
    }
}
