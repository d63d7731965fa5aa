package io.recloop.alert.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Where requests of the channels may go.
@ConfigMapping(prefix = "recloop.alert.outbound")
public interface OutboundConfig {
    /// Networks inside the own one that requests may go to, such as `10.1.0.0/16`. Addresses that are not
    /// public are refused otherwise, also when a name that was public before points to one.
    Optional<List<String>> allowedNetworks();

    /// Names of receivers whose address may be anything.
    Optional<List<String>> allowedHosts();
}
