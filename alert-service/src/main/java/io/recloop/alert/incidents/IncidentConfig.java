package io.recloop.alert.incidents;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long incidents live, and what counts as flapping.
@ConfigMapping(prefix = "recloop.alert.incidents")
public interface IncidentConfig {
    /// An incident of which nothing is heard for this long expires. Longer than the longest pause between two runs of a
    /// job; `recloop.alert.rules.<rule>.expire-after` for rules that repeat sooner.
    @WithDefault("P35D")
    Duration expireAfter();

    /// How long incidents that are over are kept, with their history and notifications.
    @WithDefault("P90D")
    Duration retention();

    /// How often a decision that waits for a silence, maintenance or a mute time to end is made again.
    @WithDefault("15s")
    Duration recheck();

    /// This many openings and endings within the window are flapping; 0 switches the damping off.
    @WithDefault("6")
    int flappingChanges();

    /// The time in which they are counted.
    @WithDefault("15m")
    Duration flappingWindow();

    /// Without a change for this long it is stable again.
    @WithDefault("15m")
    Duration stableAfter();
}
