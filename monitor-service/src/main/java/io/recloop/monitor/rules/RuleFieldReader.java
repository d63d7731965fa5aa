package io.recloop.monitor.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.kit.http.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the fields of a rule, and collects what is wrong with them. Not thread-safe.
final class RuleFieldReader {
    private static final int MAX_TEXT = 500;
    private static final int MAX_LABELS = 20;
    private static final Pattern SHORT = Pattern.compile("(\\d{1,6})([smhd])");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,62}");

    private final ObjectNode json;
    private final List<FieldError> errors = new ArrayList<>();

    RuleFieldReader(ObjectNode json) {
        this.json = json;
    }

    record FieldError(String field, String problem) {}

    void wrong(String field, String problem) {
        errors.add(new FieldError(field, problem));
    }

    void known(Set<String> names) {
        json.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                wrong(name, "is no field of a rule");
            }
        });
    }

    String text(String field, String standard) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return standard;
        }
        if (!value.isTextual()
                || value.asText().length() > MAX_TEXT
                || value.asText().indexOf('\0') >= 0) {
            wrong(field, "is a text of at most %d characters".formatted(MAX_TEXT));
            return standard;
        }
        return value.asText();
    }

    /// @param standard null: it is needed
    double number(String field, @Nullable Double standard) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            if (standard == null) {
                wrong(field, "is needed");
                return 0;
            }
            return standard;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            wrong(field, "is a number");
            return 0;
        }
        return value.asDouble();
    }

    long count(String field, long standard) {
        var value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return standard;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
            wrong(field, "is a whole number, at least 0");
            return standard;
        }
        return value.asLong();
    }

    Duration duration(String field, String standard) {
        var text = text(field, standard);
        var brief = SHORT.matcher(text);
        try {
            return brief.matches()
                    ? Duration.parse((brief.group(2).equals("d") ? "P" : "PT")
                            + brief.group(1)
                            + brief.group(2).toUpperCase(Locale.ROOT))
                    : Duration.parse(text);
        } catch (DateTimeException e) {
            wrong(field, "is a duration such as 90s, 5m, 6h, 2d or PT5M");
            return Duration.parse(standard);
        }
    }

    Map<String, String> texts(String field) {
        var value = json.path(field);
        var texts = new TreeMap<String, String>();
        if (value.isMissingNode() || value.isNull()) {
            return texts;
        }
        if (!value.isObject() || value.size() > MAX_LABELS) {
            wrong(field, "is an object of at most %d texts".formatted(MAX_LABELS));
            return texts;
        }
        value.properties().forEach(entry -> {
            if (!LABEL.matcher(entry.getKey()).matches() || !entry.getValue().isTextual()) {
                wrong(field + "." + entry.getKey(), "is a name of letters, digits and _ with a text");
            } else {
                texts.put(entry.getKey(), entry.getValue().asText());
            }
        });
        return texts;
    }

    void throwWhereWrong() {
        if (errors.isEmpty()) {
            return;
        }
        var first = errors.getFirst();
        var detail = first.field + " " + first.problem
                + (errors.size() == 1 ? "" : ", and %d more".formatted(errors.size() - 1));
        throw ProblemException.invalid(detail).with(Map.of("errors", List.copyOf(errors)));
    }
}
