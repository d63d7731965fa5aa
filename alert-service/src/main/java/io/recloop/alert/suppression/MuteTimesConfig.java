package io.recloop.alert.suppression;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Times in which routes send nothing.
@ConfigMapping(prefix = "recloop.alert")
public interface MuteTimesConfig {
    /// Mute times by name.
    Map<String, Times> muteTimes();

    /// A daily span of local time.
    interface Times {
        /// The zone of the clock on the wall, such as `Asia/Ho_Chi_Minh`.
        @WithDefault("UTC")
        ZoneId zone();

        /// The first minute.
        @WithDefault("00:00")
        LocalTime from();

        /// The first minute after; not after `from` means that of the next day.
        @WithDefault("00:00")
        LocalTime to();

        /// The days on which a span begins, such as `saturday,sunday`; all where absent.
        Optional<Set<DayOfWeek>> days();
    }
}
