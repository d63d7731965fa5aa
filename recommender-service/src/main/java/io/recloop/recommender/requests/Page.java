package io.recloop.recommender.requests;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list.
///
/// @param offset how many lines are skipped
/// @param limit  how many follow at most
public record Page(int offset, int limit) {
    static final int MAX_LIMIT = 100;

    /// A list is looked into no deeper: nobody reads on, and each page makes all lines before it.
    static final int MAX_REACH = 1_000;

    /// The lines that it takes to cut this page, and one more to know whether there is another page.
    public int reach() {
        return offset + limit + 1;
    }

    public <T> List<T> cut(List<T> lines) {
        return lines.subList(Math.min(offset, lines.size()), Math.min(offset + limit, lines.size()));
    }

    /// Where the next page begins; null where there is none.
    @Nullable
    public Integer next(List<?> lines) {
        int next = offset + limit;
        return lines.size() > next && next < MAX_REACH ? (Integer) next : null;
    }
}
