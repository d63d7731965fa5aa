package io.recloop.alert.oncall;

import io.recloop.alert.oncall.OnCallConfig.Rotation;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The rotations as configured. Turns change at the hour on the wall, also where the clock changes meanwhile.
/// Immutable.
@Singleton
public final class Rotations {
    private final OnCallConfig config;

    /// @throws IllegalArgumentException naming the key that is wrong
    @Inject
    public Rotations(OnCallConfig config) {
        this.config = config;
        config.oncall().forEach((name, rotation) -> {
            if (rotation.days() < 1) {
                throw new IllegalArgumentException("recloop.alert.oncall.%s.days must be at least 1".formatted(name));
            }
            rotation.people().forEach(person -> {
                if (!config.people().containsKey(person)) {
                    throw new IllegalArgumentException(
                            "recloop.alert.oncall.%s.people names %s, whom recloop.alert.people lacks"
                                    .formatted(name, person));
                }
            });
        });
    }

    public Set<String> names() {
        return new TreeMap<>(config.oncall()).navigableKeySet();
    }

    public boolean knowsPerson(String person) {
        return config.people().containsKey(person);
    }

    /// @param override who has taken over, where somebody has
    /// @throws IllegalArgumentException when there is no such rotation
    public Turn at(String name, Instant at, Optional<String> override) {
        var rotation = Optional.ofNullable(config.oncall().get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no rotation " + name));
        if (override.isPresent()) {
            return turn(name, at, override.get(), "override");
        }
        var local = LocalDateTime.ofInstant(at, rotation.zone());
        if (local.isBefore(rotation.start())) {
            return gap(name, at, rotation, "the rotation has not begun");
        }
        if (!isCovered(rotation, local)) {
            return gap(name, at, rotation, "outside the rotation's hours");
        }
        long turns = ChronoUnit.DAYS.between(rotation.start(), local) / rotation.days();
        return turn(
                name, at, rotation.people().get((int) (turns % rotation.people().size())), "rotation");
    }

    private Turn turn(String name, Instant at, String person, String because) {
        var channels = Objects.requireNonNull(config.people().get(person)).channels();
        return new Turn(name, at, Optional.of(person), List.copyOf(channels), because);
    }

    private static Turn gap(String name, Instant at, Rotation rotation, String because) {
        return new Turn(name, at, Optional.empty(), List.copyOf(rotation.fallback()), because);
    }

    private static boolean isCovered(Rotation rotation, LocalDateTime local) {
        boolean day = rotation.weekdays()
                .map(days -> days.contains(local.getDayOfWeek()))
                .orElse(true);
        var time = local.toLocalTime();
        var from = rotation.from().orElse(LocalTime.MIN);
        boolean afterwards =
                rotation.until().map(until -> !time.isBefore(until)).orElse(false);
        return day && !time.isBefore(from) && !afterwards;
    }
}
