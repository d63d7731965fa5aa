package io.recloop.alert.incidents;

import io.quarkus.runtime.Startup;
import io.recloop.alert.escalation.EscalationConfig.RuleException;
import io.recloop.alert.escalation.Policies;
import io.recloop.alert.oncall.OnCall;
import io.recloop.alert.oncall.Turn;
import io.recloop.alert.routing.Route;
import io.recloop.alert.routing.RouteTree;
import io.recloop.alert.routing.Routes;
import io.recloop.alert.suppression.MuteTimes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which channels are notified of an incident: what the alert asks for, what is configured for its rule, or its routes.
/// It is made at the start, so that a name that does not exist stops the service there.
@Startup
@Singleton
class Recipients {
    /// What an alert says in a label or a detail to be recorded only.
    static final String NONE = "none";

    private final RouteTree tree;
    private final Routes channels;
    private final MuteTimes muteTimes;
    private final OnCall onCall;
    private final Policies policies;

    Recipients(RouteTree tree, Routes channels, MuteTimes muteTimes, OnCall onCall, Policies policies) {
        this.tree = tree;
        this.channels = channels;
        this.muteTimes = muteTimes;
        this.onCall = onCall;
        this.policies = policies;
        tree.all().forEach(route -> {
            muteTimes.check(route.key(), route.muteTimes());
            check(route.key(), route.channels());
        });
        check("escalation", policies.receivers());
    }

    private void check(String where, List<String> receivers) {
        receivers.stream()
                .filter(name -> name.startsWith(OnCall.PREFIX)
                        ? onCall.unknown(List.of(name)).isPresent()
                        : !isChannel(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "%s notifies %s, which is neither a channel nor a rotation".formatted(where, name));
                });
    }

    private boolean isChannel(String name) {
        return channels.channels().contains(name);
    }

    /// @param mutedBy the mute time that it is in
    record Target(Route route, Optional<String> mutedBy) {}

    /// Empty where the incident is to be recorded only.
    List<Target> of(Incident incident, Instant at) {
        var own = asked(incident);
        return tree.match(incident.matched(), incident.severity).stream()
                .map(route -> own.map(route::withChannels).orElse(route))
                .filter(route -> !route.channels().isEmpty())
                .limit(own.isPresent() ? 1 : Integer.MAX_VALUE)
                .map(route -> new Target(route, muteTimes.covering(route.muteTimes(), at)))
                .toList();
    }

    /// What the alert asks for by its label or detail `notify` comes before what is configured for its rule. Names that
    /// are not configured do not count: an alert cannot lose itself.
    private Optional<List<String>> asked(Incident incident) {
        return incident.said("notify")
                .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
                .filter(names -> names.equals(List.of(NONE)) || names.stream().anyMatch(this::isChannel))
                .or(() -> policies.exception(incident.rule).flatMap(RuleException::channels))
                .map(names -> names.stream()
                        .filter(name -> name.startsWith(OnCall.PREFIX) || isChannel(name))
                        .toList());
    }

    /// Channels alone: who is on call is decided when it is asked for.
    Expanded expand(String tenant, List<String> receivers, Instant at) {
        var turns = onCall.turns(tenant, receivers, at);
        var all = new LinkedHashSet<String>();
        receivers.stream().filter(this::isChannel).forEach(all::add);
        turns.stream()
                .flatMap(turn -> turn.channels().stream())
                .filter(this::isChannel)
                .forEach(all::add);
        return new Expanded(List.copyOf(all), turns);
    }

    /// @param turns who was on call in the rotations among the receivers
    record Expanded(List<String> channels, List<Turn> turns) {
        /// For the history.
        Stream<String> gaps() {
            return turns.stream()
                    .filter(Turn::isGap)
                    .map(turn -> "nobody is on call in %s (%s); its fallback %s is notified"
                            .formatted(turn.rotation(), turn.because(), turn.channels()));
        }
    }
}
