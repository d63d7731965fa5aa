package io.recloop.alert.alertmanager;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as Alertmanager reads and writes them (`DateTime` of go-openapi/strfmt).
final class GoTimes {
    /// Go's zero time, which means that there is none.
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final Pattern FULL = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,30}))?(Z|[+-]\\d\\d:\\d\\d|[+-]\\d{4})?");
    private static final Pattern SPACED =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,30}))?");
    private static final Pattern SHORT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d)Z?");

    private GoTimes() {}

    /// With three decimals, cut and not rounded, in the offset that it has.
    static String written(OffsetDateTime time) {
        return WRITTEN.format(time);
    }

    static String written(Instant time) {
        return written(time.atOffset(ZoneOffset.UTC));
    }

    static boolean isZero(OffsetDateTime time) {
        return time.toInstant().equals(ZERO);
    }

    /// @return empty where it is no time; an empty text is the epoch
    static Optional<OffsetDateTime> read(String text) {
        if (text.isEmpty()) {
            return Optional.of(Instant.EPOCH.atOffset(ZoneOffset.UTC));
        }
        try {
            var full = FULL.matcher(text);
            if (full.matches()) {
                return offset(full.group(4), full.group(3)).map(offset -> time(full.group(1), full.group(2))
                        .withNano(nanos(full.group(3)))
                        .withOffsetSameLocal(offset));
            }
            var spaced = SPACED.matcher(text);
            if (spaced.matches()) {
                return Optional.of(time(spaced.group(1), spaced.group(2)).withNano(nanos(spaced.group(3))));
            }
            var reduced = SHORT.matcher(text);
            return reduced.matches() ? Optional.of(time(reduced.group(1), reduced.group(2))) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime time(String date, String time) {
        return LocalDate.parse(date).atTime(LocalTime.parse(time)).atOffset(ZoneOffset.UTC);
    }

    /// An offset without a colon is read only after milliseconds or microseconds.
    private static Optional<ZoneOffset> offset(@Nullable String zone, @Nullable String decimals) {
        if (zone == null || zone.equals("Z")) {
            return Optional.of(ZoneOffset.UTC);
        }
        boolean colon = zone.indexOf(':') > 0;
        int digits = decimals == null ? 0 : decimals.length();
        return colon || digits == 3 || digits == 6 ? Optional.of(ZoneOffset.of(zone)) : Optional.empty();
    }

    private static int nanos(@Nullable String decimals) {
        return decimals == null ? 0 : Integer.parseInt((decimals + "000000000").substring(0, 9));
    }
}
