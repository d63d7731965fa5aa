package io.recloop.kit;

import java.util.HashMap;
import java.util.Map;

/// The shared stack by a name of its broker that does not resolve yet.
public final class LateBrokerName extends KitStack {
    @Override
    public Map<String, String> start() {
        var config = new HashMap<>(super.start());
        config.computeIfPresent(
                "kafka.bootstrap.servers",
                (key, servers) -> "broker.late" + servers.substring(servers.lastIndexOf(':')));
        return config;
    }

    /// Whether somebody asked for the name before it resolved.
    public static boolean wasLate() {
        return "broker.late".equals(System.getProperty(LateNames.ASKED_IN_VAIN));
    }
}
