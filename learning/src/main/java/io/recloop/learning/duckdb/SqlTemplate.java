package io.recloop.learning.duckdb;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Fills the `:name` of statements. Values are numbers, times, expressions of ours and quoted literals, never text as
/// it came; a cast `::type` is none.
public final class SqlTemplate {
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z][a-z_]*)");

    private final Map<String, String> values = new HashMap<>();

    public SqlTemplate with(String name, String value) {
        values.put(name, value);
        return this;
    }

    public SqlTemplate with(String name, Number value) {
        return with(name, value.toString());
    }

    /// @throws IllegalStateException naming what has no value
    public String fill(String sql) {
        return NAME.matcher(sql).replaceAll(match -> {
            var value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalStateException("no value for :%s in %s".formatted(match.group(1), sql));
            }
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }
}
