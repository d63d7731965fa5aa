package io.recloop.training.dataset;

import java.util.Arrays;
import java.util.List;

/// Users by how many positives they have.
public enum UserSegment {
    COLD(0),
    LIGHT(3),
    REGULAR(10),
    HEAVY(50);

    private final int from;

    UserSegment(int from) {
        this.from = from;
    }

    /// The fewest positives of one in it.
    public int from() {
        return from;
    }

    public static UserSegment of(long positives) {
        return Arrays.stream(values())
                .filter(segment -> positives >= segment.from)
                .reduce(COLD, (lower, higher) -> higher);
    }

    /// SQL that names the segment of `positives`.
    static String sql() {
        var sql = new StringBuilder("case");
        for (var segment : List.of(values()).reversed()) {
            sql.append(" when positives >= %d then '%s'".formatted(segment.from, segment.code()));
        }
        return sql.append(" end").toString();
    }

    /// For example `cold`.
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
