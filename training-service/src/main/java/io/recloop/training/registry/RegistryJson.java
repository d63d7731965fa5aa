package io.recloop.training.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;
import org.jspecify.annotations.Nullable;

/// Writes and reads the registry's JSON columns with the mapper of the events. Text is taken as JSON as it is.
@JsonFormat
@PersistenceUnitExtension
@Singleton
public final class RegistryJson implements FormatMapper {
    /// For statements that are written in SQL: they take JSON as text.
    public static @Nullable String write(@Nullable Object value) {
        try {
            return value == null ? null : EventCodec.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T fromString(CharSequence json, JavaType<T> type, WrapperOptions options) {
        try {
            return type.getJavaType() == String.class
                    ? type.wrap(json.toString(), options)
                    : EventCodec.JSON.readValue(json.toString(), EventCodec.JSON.constructType(type.getJavaType()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
        if (value instanceof String json) {
            return json;
        }
        try {
            return EventCodec.JSON
                    .writerFor(EventCodec.JSON.constructType(type.getJavaType()))
                    .writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
