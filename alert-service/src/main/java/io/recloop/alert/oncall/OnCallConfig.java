package io.recloop.alert.oncall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// People, and who of them is on call when.
@ConfigMapping(prefix = "recloop.alert")
public interface OnCallConfig {
    /// People by name.
    Map<String, Person> people();

    /// Rotations by name. Routes and escalation steps name one as `oncall:<name>`.
    Map<String, Rotation> oncall();

    /// Someone who can be on call.
    interface Person {
        /// The channels that reach them.
        List<String> channels();
    }

    /// People who take turns.
    interface Rotation {
        /// In their order.
        List<String> people();

        /// The zone of the hand-over's clock.
        @WithDefault("UTC")
        ZoneId zone();

        /// When the first person's first turn begins, such as `2026-01-05T09:00`.
        LocalDateTime start();

        /// How many days a turn has.
        @WithDefault("7")
        int days();

        /// The daily hours, first minute; with `until` they leave gaps.
        Optional<LocalTime> from();

        /// The first minute after the daily hours.
        Optional<LocalTime> until();

        /// The days of the week on which there is someone; all where absent.
        Optional<Set<DayOfWeek>> weekdays();

        /// The channels that are notified in a gap.
        @WithDefault("log")
        List<String> fallback();
    }
}
