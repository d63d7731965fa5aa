package io.recloop.alert.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One result of matching an incident's labels against the [RouteTree].
///
/// @param key            the path of names from the root, such as `root/payments`
/// @param channels       the receivers, by name
/// @param groupBy        names of labels; `...` makes each incident its own group, none makes one group of all
/// @param groupWait      how long a new group is collected before its first notification
/// @param groupInterval  the shortest time between two notifications of a group
/// @param repeatInterval after which what still fires is notified again; zero for never
/// @param muteTimes      names of the times in which nothing is sent
public record Route(
        String key,
        List<String> channels,
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        List<String> muteTimes) {
    public static final String EACH = "...";

    public Route withChannels(List<String> others) {
        return new Route(key, others, groupBy, groupWait, groupInterval, repeatInterval, muteTimes);
    }

    /// Whether each incident is a group of its own.
    public boolean groupsNothing() {
        return groupBy.contains(EACH);
    }

    /// The labels that the incidents of a group have in common; a label that an incident lacks is left out.
    public Map<String, String> groupLabels(Map<String, String> labels) {
        if (groupsNothing()) {
            return labels;
        }
        var common = new TreeMap<String, String>();
        for (var name : groupBy) {
            var value = labels.get(name);
            if (value != null && !value.isEmpty()) {
                common.put(name, value);
            }
        }
        return common;
    }
}
