package io.recloop.alert.routing;

import io.recloop.alert.labels.InvalidMatcherException;
import io.recloop.alert.labels.Matcher;
import io.recloop.alert.labels.MatcherParser;
import io.recloop.alert.routing.RouteTreeConfig.Node;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which channels are notified of an incident and how it is grouped, by its labels. The semantics are Alertmanager's:
/// the routes below a route are tried in their order, the first that matches ends the search unless it goes on, and a
/// route below which nothing matches is itself the result. Immutable.
@Singleton
public final class RouteTree {
    private static final String ROOT = "root";
    private static final String NONE = "none";
    /// Whose rotations exist is checked where rotations are known.
    private static final String ROTATION = "oncall:";
    private static final Route DEFAULT = new Route(
            ROOT, List.of(), List.of(Route.EACH), Duration.ZERO, Duration.ofMinutes(5), Duration.ZERO, List.of());

    private final Routes bySeverity;
    private final Branch root;

    /// @throws IllegalArgumentException naming the key, where a route names a channel or a parent that is not
    ///     configured, or its matchers cannot be read
    @Inject
    public RouteTree(RouteTreeConfig config, Routes bySeverity) {
        this.bySeverity = bySeverity;
        var nodes = config.nodes();
        var atRoot = Optional.ofNullable(nodes.get(ROOT));
        atRoot.flatMap(Node::matchers).ifPresent(given -> {
            throw new IllegalArgumentException("recloop.alert.route.root.matchers: the root matches everything");
        });
        nodes.forEach((name, node) -> check(name, node, nodes));
        this.root = branch(ROOT, atRoot, new Branch(DEFAULT, true, List.of(), false, List.of()), nodes);
    }

    /// @param bySeverity whether the channels follow from the severity
    private record Branch(
            Route route, boolean bySeverity, List<Matcher> matchers, boolean goesOn, List<Branch> below) {}

    /// At least one; several where a route goes on.
    ///
    /// @param severity for the routes that name no channel
    public List<Route> match(Map<String, String> labels, Severity severity) {
        var found = new ArrayList<Branch>();
        collect(root, labels, found);
        return found.stream().map(branch -> resolved(branch, severity)).toList();
    }

    /// The tree as it is searched, for those who show it.
    public Shown shown() {
        return shown(root);
    }

    /// @param bySeverity whether the severity decides the channels; the route names none then
    public record Shown(Route route, boolean bySeverity, List<Matcher> matchers, boolean goesOn, List<Shown> below) {}

    private static Shown shown(Branch branch) {
        return new Shown(
                branch.route(),
                branch.bySeverity(),
                branch.matchers(),
                branch.goesOn(),
                branch.below().stream().map(RouteTree::shown).toList());
    }

    /// Every route, the root first.
    public List<Route> all() {
        var routes = new ArrayList<Route>();
        addAll(root, routes);
        return List.copyOf(routes);
    }

    private static void addAll(Branch branch, List<Route> routes) {
        routes.add(branch.route());
        branch.below().forEach(below -> addAll(below, routes));
    }

    private static boolean collect(Branch branch, Map<String, String> labels, List<Branch> found) {
        if (!Matcher.all(branch.matchers(), labels)) {
            return false;
        }
        boolean below = false;
        for (var child : branch.below()) {
            if (collect(child, labels, found)) {
                below = true;
                if (!child.goesOn()) {
                    break;
                }
            }
        }
        if (!below) {
            found.add(branch);
        }
        return true;
    }

    private Route resolved(Branch branch, Severity severity) {
        return branch.bySeverity() ? branch.route().withChannels(bySeverity.channelsFor(severity)) : branch.route();
    }

    private static List<Matcher> matchers(String name, String text) {
        try {
            return MatcherParser.parseAll(text);
        } catch (InvalidMatcherException e) {
            throw new IllegalArgumentException(
                    "recloop.alert.route.%s.matchers: %s".formatted(name, e.getMessage()), e);
        }
    }

    private void check(String name, Node node, Map<String, Node> nodes) {
        node.channels()
                .filter(channels -> !channels.equals(List.of(NONE)))
                .ifPresent(channels -> channels.forEach(channel -> {
                    if (!channel.startsWith(ROTATION) && !bySeverity.channels().contains(channel)) {
                        throw new IllegalArgumentException(
                                "recloop.alert.route.%s.channels names %s, which is not a channel"
                                        .formatted(name, channel));
                    }
                }));
        // Upwards, at most as far as there are routes: a circle never reaches the root.
        var at = name;
        for (int steps = 0; !at.equals(ROOT); steps++) {
            var above = nodes.get(at);
            if (above == null || steps > nodes.size()) {
                throw new IllegalArgumentException(
                        "recloop.alert.route.%s.parent does not lead to the root".formatted(name));
            }
            at = above.parent();
        }
    }

    private static Branch branch(String name, Optional<Node> node, Branch parent, Map<String, Node> nodes) {
        var above = parent.route();
        var given = node.flatMap(Node::channels);
        var route = new Route(
                name.equals(ROOT) ? ROOT : above.key() + "/" + name,
                given.map(channels -> channels.equals(List.of(NONE)) ? List.<String>of() : List.copyOf(channels))
                        .orElse(above.channels()),
                node.flatMap(Node::groupBy)
                        .map(labels -> labels.equals(List.of(NONE)) ? List.<String>of() : List.copyOf(labels))
                        .orElse(above.groupBy()),
                node.flatMap(Node::groupWait).orElse(above.groupWait()),
                node.flatMap(Node::groupInterval).orElse(above.groupInterval()),
                node.flatMap(Node::repeatInterval).orElse(above.repeatInterval()),
                node.flatMap(Node::muteTimes).map(List::copyOf).orElse(above.muteTimes()));
        var self = new Branch(
                route,
                parent.bySeverity() && given.isEmpty(),
                node.flatMap(Node::matchers).map(text -> matchers(name, text)).orElse(List.of()),
                node.map(Node::goOn).orElse(false),
                List.of());
        var below = nodes.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ROOT))
                .filter(entry -> entry.getValue().parent().equals(name))
                .sorted(Comparator.<Map.Entry<String, Node>>comparingInt(
                                entry -> entry.getValue().order())
                        .thenComparing(Map.Entry::getKey))
                .map(entry -> branch(entry.getKey(), Optional.of(entry.getValue()), self, nodes))
                .toList();
        return new Branch(route, self.bySeverity(), self.matchers(), self.goesOn(), below);
    }
}
