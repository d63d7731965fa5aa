package io.recloop.recommender.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.RuleCondition;
import io.recloop.contracts.events.RuleSaved;
import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.access.RequestJson;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From what an operator wrote to a rule, by the very checks that a record on the topic has to pass.
@Singleton
public final class RuleRequestReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String PREVIEW = "preview";
    private static final int MAX_NAME = 256;

    private final Clock clock;

    RuleRequestReader(Clock clock) {
        this.clock = clock;
    }

    static String id(String given) {
        if (given.equals(PREVIEW)) {
            throw ProblemException.invalid("A rule cannot have the id preview: its path is that of previews");
        }
        if (!ID.matcher(given).matches()) {
            throw ProblemException.invalid(
                    "A rule's id has 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit");
        }
        return given;
    }

    /// @throws ProblemException saying what is wrong with it, without repeating it
    public RuleSaved rule(String tenant, String id, long version, RuleDraft draft, String editedBy) {
        try {
            return new RuleSaved(
                    UUID.randomUUID().toString(),
                    tenant,
                    clock.instant(),
                    id(id),
                    version,
                    required("name", draft.name()),
                    draft.enabled(),
                    draft.priority(),
                    draft.from(),
                    draft.to(),
                    draft.condition() == null ? RuleCondition.ANY : draft.condition(),
                    required("action", draft.action()),
                    editor(editedBy));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw ProblemException.invalid(field + " is missing");
        }
        return value;
    }

    /// A token may hold any text for a name.
    static String editor(String name) {
        var clean = name.chars()
                .filter(c -> !Character.isISOControl(c))
                .limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.isEmpty() ? "unknown" : clean;
    }

    /// @throws ProblemException saying where the body is not of this form
    public <T> T body(byte[] json, Class<T> form) {
        try {
            return RequestJson.read(json, form);
        } catch (InvalidTypeIdException e) {
            throw ProblemException.invalid(path(e) + ".kind must be one of hide, boost, bury, pin, cap");
        } catch (ValueInstantiationException e) {
            var cause = e.getCause();
            throw ProblemException.invalid(
                    cause instanceof IllegalArgumentException && cause.getMessage() != null
                            ? cause.getMessage()
                            : path(e) + " is not valid");
        } catch (InvalidFormatException e) {
            throw ProblemException.invalid(path(e) + expected(e.getTargetType()));
        } catch (JsonMappingException e) {
            throw ProblemException.invalid(path(e) + " has the wrong form");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body is not JSON, or larger or deeper than any rule is");
        } catch (IOException e) {
            throw ProblemException.invalid("The body cannot be read");
        }
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return " must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> EventCodec.JSON.convertValue(constant, String.class))
                            .collect(Collectors.joining(", "));
        }
        return type == Instant.class ? " must be a time such as 2026-01-31T12:00:00Z" : " has the wrong form";
    }

    private static String path(JsonMappingException e) {
        var path = RequestJson.path(e);
        return path.isEmpty() ? "The body" : path;
    }
}
