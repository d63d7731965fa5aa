package io.recloop.contracts.events;

import io.recloop.contracts.StorableText;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The checks that the records' constructors share. Each throws `IllegalArgumentException` with the field's
/// name and what was wrong, never with the whole value: an event may hold ten kilobytes of somebody's id.
final class Fields {
    static final String DEFAULT_TENANT = "default";
    static final int MAX_ID = 256;
    static final int MAX_TEXT = 10_000;
    static final int MAX_ENTRIES = 1_000;
    private static final int AMOUNT_WHOLE = 12;
    private static final int AMOUNT_DECIMALS = 6;
    private static final int MAX_TENANT = 63;

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    /// An identifier: 1 to 256 characters, no control characters, no blank ends.
    static String id(String field, @Nullable String given) {
        var value = required(field, given);
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        if (value.length() > MAX_ID) {
            throw new IllegalArgumentException(
                    "%s has %d characters, at most %d are allowed".formatted(field, value.length(), MAX_ID));
        }
        // A loop and no stream: every id of every event comes through here.
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(field + " has a control character");
            }
        }
        if (!StorableText.isStorable(value)) {
            throw new IllegalArgumentException(field + " has half of a surrogate pair");
        }
        if (Character.isWhitespace(value.charAt(0)) || Character.isWhitespace(value.charAt(value.length() - 1))) {
            throw new IllegalArgumentException(field + " begins or ends with a blank");
        }
        return value;
    }

    static @Nullable String optionalId(String field, @Nullable String value) {
        return value == null ? null : id(field, value);
    }

    /// A tenant: lower-case letters, digits and hyphens, 1 to 63; absent means `default`.
    static String tenant(@Nullable String value) {
        if (value == null) {
            return DEFAULT_TENANT;
        }
        if (!value.equals(DEFAULT_TENANT) && !isTenant(value)) {
            throw new IllegalArgumentException(
                    "tenant must be 1 to 63 lower-case letters, digits or hyphens, not beginning with a hyphen");
        }
        return value;
    }

    private static boolean isTenant(String value) {
        return !value.isEmpty()
                && value.length() <= MAX_TENANT
                && value.charAt(0) != '-'
                && value.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    /// For people: what cannot be stored is replaced and not refused. A review is not lost for a stray character, and
    /// nobody's alert for the text of an exception.
    static String text(String field, @Nullable String given) {
        var value = required(field, given);
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "%s has %d characters, at most %d are allowed".formatted(field, value.length(), MAX_TEXT));
        }
        return StorableText.of(value);
    }

    static @Nullable String optionalText(String field, @Nullable String value) {
        return value == null ? null : text(field, value);
    }

    static double finite(String field, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(field + " must be finite, was " + value);
        }
        return value;
    }

    static double within(String field, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("%s must be from %s to %s, was %s".formatted(field, low, high, value));
        }
        return value;
    }

    /// An amount of money: at least 0, at most twelve digits before the point and six after it, so that it fits a
    /// `decimal(18, 6)` and nobody writes 1e999999999 out.
    static @Nullable BigDecimal optionalAmount(String field, @Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        if (value.signum() < 0) {
            throw new IllegalArgumentException(field + " must be at least 0");
        }
        var digits = value.stripTrailingZeros();
        if (digits.scale() > AMOUNT_DECIMALS || (long) digits.precision() - digits.scale() > AMOUNT_WHOLE) {
            throw new IllegalArgumentException("%s has too many digits: at most %d before the point and %d after it"
                    .formatted(field, AMOUNT_WHOLE, AMOUNT_DECIMALS));
        }
        return value;
    }

    static long atLeast(String field, long value, long low) {
        if (value < low) {
            throw new IllegalArgumentException("%s must be at least %d, was %d".formatted(field, low, value));
        }
        return value;
    }

    static String sha256(String field, @Nullable String given) {
        var value = required(field, given);
        boolean hex =
                value.length() == 64 && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
        if (!hex) {
            throw new IllegalArgumentException(field + " must be 64 lower-case hexadecimal digits");
        }
        return value;
    }

    static <T> List<T> list(String field, @Nullable List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "%s has %d entries, at most %d are allowed".formatted(field, values.size(), MAX_ENTRIES));
        }
        for (var value : values) {
            required("an entry of " + field, value);
        }
        return List.copyOf(values);
    }

    /// Of texts of any length for people, as [#text] has them.
    static Map<String, String> texts(String field, @Nullable Map<String, String> values) {
        return StorableText.of(map(field, values));
    }

    /// Keeps the order in which the entries were given: a reader sees the parameters as they were asked for.
    static <V> Map<String, V> map(String field, @Nullable Map<String, V> values) {
        if (values == null) {
            return Map.of();
        }
        if (values.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "%s has %d entries, at most %d are allowed".formatted(field, values.size(), MAX_ENTRIES));
        }
        values.forEach((key, value) -> {
            id("a key of " + field, key);
            required(field + "." + key, value);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
