package io.recloop.recommender.requests;

import io.recloop.kit.http.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Half-lives as callers write them: `30m`, `6h`, `7d`.
public final class HalfLives {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

    private HalfLives() {}

    /// @param known those that there are
    public static Duration read(@Nullable String text, Duration absent, List<Duration> known) {
        if (text == null) {
            return absent;
        }
        var matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            var halfLife =
                    switch (matcher.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (known.contains(halfLife)) {
                return halfLife;
            }
        }
        throw ProblemException.invalid("halfLife must be one of "
                + known.stream().sorted().map(HalfLives::written).collect(Collectors.joining(", ")));
    }

    private static String written(Duration halfLife) {
        if (halfLife.toMinutes() % 60 != 0) {
            return halfLife.toMinutes() + "m";
        }
        return halfLife.toHours() % 24 == 0 && halfLife.toHours() > 24
                ? halfLife.toDays() + "d"
                : halfLife.toHours() + "h";
    }
}
