package io.recloop.alert.alertmanager;

import io.recloop.alert.labels.Matcher;
import io.recloop.alert.posted.PostedAlertConfig;
import io.recloop.alert.posted.PostedEvents;
import io.recloop.alert.routing.RouteTree;
import io.recloop.alert.routing.RouteTree.Shown;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/// The routing as the configuration file of an Alertmanager that routes alike: amtool reads it to show and to test
/// routes. A route there has one receiver, so that a route to several channels becomes one for each below it.
@Singleton
class AlertmanagerYaml {
    /// What is recorded, and nobody is notified of.
    private static final String NOBODY = "none";

    private final Receivers receivers;
    private final RouteTree tree;
    private final Routes bySeverity;
    private final PostedAlertConfig config;

    AlertmanagerYaml(Receivers receivers, RouteTree tree, Routes bySeverity, PostedAlertConfig config) {
        this.receivers = receivers;
        this.tree = tree;
        this.bySeverity = bySeverity;
        this.config = config;
    }

    String text() {
        var yaml = new StringBuilder("global:\n");
        yaml.append("  resolve_timeout: %ds\n".formatted(config.resolveTimeout().toSeconds()));
        yaml.append("route:\n");
        route(yaml, tree.shown(), "  ");
        yaml.append("receivers:\n");
        receivers.names().forEach(name -> yaml.append("- name: %s\n".formatted(quoted(name))));
        yaml.append("- name: %s\n".formatted(quoted(NOBODY)));
        return yaml.append("templates: []\n").toString();
    }

    private void route(StringBuilder yaml, Shown shown, String indent) {
        var channels = shown.route().channels();
        yaml.append("%sreceiver: %s\n".formatted(indent, quoted(channels.isEmpty() ? NOBODY : channels.getFirst())));
        var labels = shown.route().groupBy();
        if (!labels.isEmpty()) {
            yaml.append("%sgroup_by: [%s]\n".formatted(indent, list(labels)));
        }
        matchers(yaml, shown.matchers(), indent);
        yaml.append("%scontinue: %s\n".formatted(indent, shown.goesOn()));
        yaml.append("%sgroup_wait: %ds\n"
                .formatted(indent, shown.route().groupWait().toSeconds()));
        boolean splits = shown.bySeverity() || channels.size() > 1;
        if (shown.below().isEmpty() && !splits) {
            return;
        }
        yaml.append("%sroutes:\n".formatted(indent));
        shown.below().forEach(below -> {
            yaml.append("%s-\n".formatted(indent));
            route(yaml, below, indent + "  ");
        });
        if (shown.bySeverity()) {
            bySeverity(yaml, indent);
        } else if (splits) {
            eachOf(yaml, channels, List.of(), indent);
        }
    }

    /// An alert whose severity is a word that is not known is a warning, so warnings are what is left over.
    private void bySeverity(StringBuilder yaml, String indent) {
        Arrays.stream(Severity.values())
                .filter(severity -> severity != Severity.WARNING)
                .forEach(severity -> {
                    var words = "(?i:" + String.join("|", PostedEvents.words(severity)) + ")";
                    var matcher = Matcher.of("severity", Matcher.Operator.MATCHES, words);
                    eachOf(yaml, bySeverity.channelsFor(severity), List.of(matcher), indent);
                });
        eachOf(yaml, bySeverity.channelsFor(Severity.WARNING), List.of(), indent);
    }

    /// All but the last let the search go on.
    private static void eachOf(StringBuilder yaml, List<String> channels, List<Matcher> matchers, String indent) {
        for (int at = 0; at < channels.size(); at++) {
            yaml.append("%s- receiver: %s\n".formatted(indent, quoted(channels.get(at))));
            matchers(yaml, matchers, indent + "  ");
            yaml.append("%s  continue: %s\n".formatted(indent, at < channels.size() - 1));
        }
    }

    private static void matchers(StringBuilder yaml, List<Matcher> matchers, String indent) {
        if (!matchers.isEmpty()) {
            yaml.append("%smatchers:\n".formatted(indent));
            matchers.forEach(matcher -> yaml.append("%s- %s\n".formatted(indent, quoted(matcher.toString()))));
        }
    }

    private static String list(List<String> names) {
        return String.join(", ", names.stream().map(AlertmanagerYaml::quoted).toList());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
