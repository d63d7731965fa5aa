package io.recloop.alert.routing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The channels beside `log`, under their present and their former key.
public final class ConfiguredChannels {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private ConfiguredChannels() {}

    /// @throws IllegalArgumentException when a name is taken, or no name
    public static SortedMap<String, ChannelConfig> of(RoutingConfig config) {
        var all = new TreeMap<>(config.webhooks());
        config.channels().forEach((name, channel) -> {
            if (all.put(name, channel) != null) {
                throw new IllegalArgumentException(
                        "recloop.alert.channels.%1$s and recloop.alert.webhooks.%1$s are both there: remove one"
                                .formatted(name));
            }
        });
        all.keySet().forEach(ConfiguredChannels::check);
        return Collections.unmodifiableSortedMap(all);
    }

    private static void check(String name) {
        if (name.equals(Routes.LOG)) {
            throw new IllegalArgumentException("recloop.alert.channels.log: the name log is taken by the log channel");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "recloop.alert.channels.%s: a name has lower-case letters, digits and hyphens, 40 at most"
                            .formatted(name));
        }
    }
}
