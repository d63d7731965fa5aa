package io.recloop.alert.incidents;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/// Statuses are stored in small letters.
@Converter
final class StatusCode implements AttributeConverter<IncidentStatus, String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable IncidentStatus status) {
        return status == null ? null : status.code();
    }

    @Override
    public @Nullable IncidentStatus convertToEntityAttribute(@Nullable String code) {
        return code == null ? null : IncidentStatus.of(code);
    }
}
