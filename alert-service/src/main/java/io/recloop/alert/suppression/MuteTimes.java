package io.recloop.alert.suppression;

import io.recloop.alert.suppression.MuteTimesConfig.Times;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Decides by the clock on the wall of the zone: where clocks are put back, an hour that comes twice is muted twice; an
/// hour that is left out mutes nothing. Immutable.
@Singleton
public final class MuteTimes {
    private final Map<String, Times> times;

    MuteTimes(MuteTimesConfig config) {
        this.times = Map.copyOf(config.muteTimes());
    }

    /// @throws IllegalArgumentException naming the one that is not configured
    public void check(String route, List<String> names) {
        for (var name : names) {
            if (!times.containsKey(name)) {
                throw new IllegalArgumentException(
                        "route %s names the mute time %s, which recloop.alert.mute-times lacks".formatted(route, name));
            }
        }
    }

    /// The first of these that covers the moment.
    public Optional<String> covering(List<String> names, Instant at) {
        return names.stream()
                .filter(name -> covers(Objects.requireNonNull(times.get(name)), at))
                .findFirst();
    }

    private static boolean covers(Times muted, Instant at) {
        var local = LocalDateTime.ofInstant(at, muted.zone());
        boolean overnight = !muted.to().isAfter(muted.from());
        if (!overnight) {
            return begins(muted, local.getDayOfWeek())
                    && !local.toLocalTime().isBefore(muted.from())
                    && local.toLocalTime().isBefore(muted.to());
        }
        if (!local.toLocalTime().isBefore(muted.from())) {
            return begins(muted, local.getDayOfWeek());
        }
        return local.toLocalTime().isBefore(muted.to())
                && begins(muted, local.getDayOfWeek().minus(1));
    }

    private static boolean begins(Times muted, DayOfWeek day) {
        return muted.days().map(days -> days.contains(day)).orElse(true);
    }
}
