package io.recloop.learning.offline;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time span as people write it: `45s`, `15m`, `8h`, `90d`, or ISO 8601.
final class TimeSpan implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        var text = value.strip().toUpperCase(Locale.ROOT);
        try {
            var span = Duration.parse(text.startsWith("P") ? text : text.endsWith("D") ? "P" + text : "PT" + text);
            if (span.isPositive()) {
                return span;
            }
        } catch (DateTimeParseException e) {
            // Told below, in the words for both.
        }
        throw new TypeConversionException("'" + value + "' is not a time span such as 15m, 8h or 90d");
    }
}
