package io.recloop.alert.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Routes by labels. Without any, `recloop.alert.routes` and the channels' least severities decide, and each incident
/// is its own group.
@ConfigMapping(prefix = "recloop.alert")
public interface RouteTreeConfig {
    /// Routes by name. `root` is the root of the tree and matches everything.
    @WithName("route")
    Map<String, Node> nodes();

    /// A route as configured. What is absent is as its parent has it.
    interface Node {
        /// The name of the route above this one.
        @WithDefault("root")
        String parent();

        /// Which incidents go here, in Alertmanager's form: `team="payments",severity=~"error|critical"`.
        Optional<String> matchers();

        /// The channels that are notified; `none` records without notifying. Without it the severity decides.
        Optional<List<String>> channels();

        /// Whether the routes beside this one are tried although this one matched.
        @WithName("continue")
        @WithDefault("false")
        boolean goOn();

        /// Routes with one parent are tried by this number, then by name.
        @WithDefault("100")
        int order();

        /// Labels by which incidents are put together in one notification; `...` for none of them together, `none` for
        /// all of them together.
        Optional<List<String>> groupBy();

        /// How long a new group is collected before its first notification.
        Optional<Duration> groupWait();

        /// The shortest time between two notifications of a group.
        Optional<Duration> groupInterval();

        /// After this time what still fires is notified again; `0s` for never.
        Optional<Duration> repeatInterval();

        /// Names of `recloop.alert.mute-times` in which nothing is sent.
        Optional<List<String>> muteTimes();
    }
}
