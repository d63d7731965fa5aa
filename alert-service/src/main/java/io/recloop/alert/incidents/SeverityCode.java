package io.recloop.alert.incidents;

import io.recloop.contracts.events.Severity;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Severities are stored as the topics spell them.
@Converter
final class SeverityCode implements AttributeConverter<Severity, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Severity severity) {
        return severity == null ? null : severity.code();
    }

    @Override
    public @Nullable Severity convertToEntityAttribute(@Nullable String code) {
        return code == null ? null : Severity.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
