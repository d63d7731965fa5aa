package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.blackbird.BlackbirdModule;
import io.recloop.contracts.events.InvalidEventException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Events to and from the JSON value of a Kafka record. Thread-safe.
public final class EventCodec {
    /// No event is larger; a larger record is refused before it is parsed.
    public static final int MAX_EVENT_BYTES = 1024 * 1024;

    /// Nothing that a shop can mean happened before this.
    static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /// How far a sender's clock may run ahead.
    static final Duration CLOCK_SKEW = Duration.ofDays(1);

    /// The mapper of every JSON document that Recloop writes: ISO times, no nulls, unknown fields ignored on reading.
    public static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            // Fields are read by compiled code: reflection is the most of what an event costs.
            .addModule(new BlackbirdModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private EventCodec() {}

    public static byte[] write(Event event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads an event of one topic.
    ///
    /// @param family the sealed interface of the topic, for example [InteractionEvent]
    /// @param now    the reader's clock; an event from before 1990 or from more than a day ahead is refused
    /// @throws InvalidEventException saying why, without repeating what the sender wrote
    public static <E extends Event> E read(Class<E> family, byte @Nullable [] value, Instant now)
            throws InvalidEventException {
        if (value == null || value.length == 0) {
            throw new InvalidEventException(Code.MALFORMED, "the record has no value");
        }
        if (value.length > MAX_EVENT_BYTES) {
            throw new InvalidEventException(
                    Code.TOO_LARGE,
                    "the event has %d bytes, at most %d are allowed".formatted(value.length, MAX_EVENT_BYTES));
        }
        E event = plain(family, value);
        if (event == null) {
            event = parse(family, value);
        }
        if (event.occurredAt().isBefore(EARLIEST) || event.occurredAt().isAfter(now.plus(CLOCK_SKEW))) {
            throw new InvalidEventException(
                    Code.IMPLAUSIBLE_TIME,
                    "occurredAt %s is not between %s and a day after now".formatted(event.occurredAt(), EARLIEST));
        }
        return event;
    }

    /// Null where only [#parse] can tell.
    private static <E extends Event> @Nullable E plain(Class<E> family, byte[] value) {
        return family == InteractionEvent.class ? family.cast(PlainInteraction.read(value)) : null;
    }

    /// By data binding; says why a value is refused.
    static <E extends Event> E parse(Class<E> family, byte[] value) throws InvalidEventException {
        try {
            E event = JSON.readValue(value, family);
            if (event == null) {
                throw new InvalidEventException(Code.MALFORMED, "the value is null");
            }
            return event;
        } catch (InvalidTypeIdException e) {
            throw new InvalidEventException(
                    Code.UNKNOWN_TYPE,
                    e.getTypeId() == null ? "type is missing" : "type is not one that this topic carries");
        } catch (ValueInstantiationException e) {
            throw new InvalidEventException(Code.INVALID_FIELD, ofConstructor(e));
        } catch (InvalidFormatException e) {
            throw new InvalidEventException(Code.INVALID_FIELD, ofFormat(e));
        } catch (JsonMappingException e) {
            throw new InvalidEventException(Code.INVALID_FIELD, path(e) + " has the wrong form");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new InvalidEventException(
                    Code.MALFORMED,
                    at == null
                            ? "not JSON"
                            : "not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ofConstructor(ValueInstantiationException e) {
        var cause = e.getCause();
        var message = cause instanceof IllegalArgumentException ? cause.getMessage() : null;
        return message == null ? path(e) + " is not valid" : message;
    }

    private static String ofFormat(InvalidFormatException e) {
        var type = e.getTargetType();
        if (type.isEnum()) {
            var known = java.util.Arrays.stream(type.getEnumConstants())
                    .map(constant -> JSON.convertValue(constant, String.class))
                    .collect(Collectors.joining(", "));
            return "%s must be one of %s".formatted(path(e), known);
        }
        if (type == Instant.class) {
            return path(e) + " must be a time such as 2026-01-31T12:00:00Z";
        }
        return path(e) + " has the wrong form";
    }

    private static String path(JsonMappingException e) {
        var path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the value" : path;
    }
}
