package io.recloop.local.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// `45s`, `30m`, `8h`, `7d`, or ISO 8601.
public final class TimeSpan implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        var text = value.strip().toUpperCase(Locale.ROOT);
        try {
            var span = Duration.parse(text.startsWith("P") ? text : text.endsWith("D") ? "P" + text : "PT" + text);
            if (span.isNegative() || span.isZero()) {
                throw new TypeConversionException("'" + value + "' is not a time span greater than nothing");
            }
            return span;
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is not a time span such as 30m, 8h or 7d");
        }
    }
}
