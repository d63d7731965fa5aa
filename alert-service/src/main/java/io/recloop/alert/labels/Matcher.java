package io.recloop.alert.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One condition on a label. A label that is missing has the empty value. Immutable.
///
/// Expressions are RE2, as Alertmanager's are: the syntax is the same, and matching takes time linear in the value,
/// for every expression.
public final class Matcher {
    /// How a value is compared.
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        NOT_MATCHES("!~");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }

        public boolean isRegex() {
            return this == MATCHES || this == NOT_MATCHES;
        }

        public boolean isPositive() {
            return this == EQUAL || this == MATCHES;
        }

        /// @throws InvalidMatcherException when it is none of the four
        public static Operator of(String sign) {
            for (var operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new InvalidMatcherException("the operator must be one of =, !=, =~, !~, was " + sign);
        }

        public static Operator of(boolean regex, boolean positive) {
            if (regex) {
                return positive ? MATCHES : NOT_MATCHES;
            }
            return positive ? EQUAL : NOT_EQUAL;
        }
    }

    private final String name;
    private final Operator operator;
    private final String value;

    /// Of an operator that has an expression.
    private final @Nullable Pattern pattern;

    private Matcher(String name, Operator operator, String value, @Nullable Pattern pattern) {
        this.name = name;
        this.operator = operator;
        this.value = value;
        this.pattern = pattern;
    }

    /// @throws InvalidMatcherException when the value is to be an expression and is none
    public static Matcher of(String name, Operator operator, String value) {
        return new Matcher(name, operator, value, operator.isRegex() ? anchored(value) : null);
    }

    public static Matcher equal(String name, String value) {
        return of(name, Operator.EQUAL, value);
    }

    /// The whole value must match: `team` does not match `team-a`.
    ///
    /// @throws InvalidMatcherException when it is no expression
    public static Pattern anchored(String expression) {
        try {
            return Pattern.compile("^(?:" + expression + ")$");
        } catch (PatternSyntaxException e) {
            throw new InvalidMatcherException(String.valueOf(e.getMessage()));
        }
    }

    /// What is wrong with an expression as it was written, without the anchors.
    ///
    /// @param anchored what was wrong with it when it was compiled
    public static String fault(String expression, InvalidMatcherException anchored) {
        try {
            Pattern.compile(expression);
            return String.valueOf(anchored.getMessage());
        } catch (PatternSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }

    public String name() {
        return name;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(Map<String, String> labels) {
        return matchesValue(labels.getOrDefault(name, ""));
    }

    public static boolean all(Collection<Matcher> matchers, Map<String, String> labels) {
        for (var matcher : matchers) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    boolean matchesValue(String actual) {
        boolean same = pattern == null ? actual.equals(value) : pattern.matches(actual);
        return same == operator.isPositive();
    }

    /// Two matchers are equal when they are written alike.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher that
                && name.equals(that.name)
                && operator == that.operator
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + operator.hashCode()) + value.hashCode();
    }

    /// As [MatcherParser] reads it.
    @Override
    public String toString() {
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return name + operator.sign + '"' + escaped + '"';
    }
}
