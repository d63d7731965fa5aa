package io.recloop.alert.routing;

import io.recloop.contracts.events.Severity;
import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Map;

/// Which channels there are, and which of them are notified of what.
@ConfigMapping(prefix = "recloop.alert")
public interface RoutingConfig {
    /// Channels by severity. A severity without an entry goes to `log` and to every channel that wants it.
    Map<Severity, List<String>> routes();

    /// Channels by name, beside `log`.
    Map<String, ChannelConfig> channels();

    /// The former name of `recloop.alert.channels`, with the same settings.
    Map<String, ChannelConfig> webhooks();
}
