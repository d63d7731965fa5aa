package io.recloop.recommender.requests;

import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.access.Identifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The limits of what a caller may write, each with its reason; none repeats what was written.
public final class FieldChecks {
    public static final int DEFAULT_LIMIT = 10;
    static final int MAX_LIST = 1_000;

    private FieldChecks() {}

    public static Page page(int offset, int limit) {
        if (limit < 1 || limit > Page.MAX_LIMIT) {
            throw ProblemException.invalid("limit must be from 1 to %d, was %d".formatted(Page.MAX_LIMIT, limit));
        }
        if (offset < 0 || offset > Page.MAX_REACH - limit) {
            throw ProblemException.invalid(
                    "offset must be from 0, and with limit at most %d, was %d".formatted(Page.MAX_REACH, offset));
        }
        return new Page(offset, limit);
    }

    public static int whole(String name, @Nullable String text, int absent) {
        if (text == null) {
            return absent;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name + " must be a whole number");
        }
    }

    static boolean flag(String name, @Nullable String text, boolean absent) {
        if (text == null) {
            return absent;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(name + " must be true or false");
        };
    }

    static Set<String> ids(String name, @Nullable List<@Nullable String> ids, int max) {
        if (ids == null || ids.isEmpty()) {
            return Set.of();
        }
        var checked = new LinkedHashSet<String>();
        for (var id : bounded(name, ids, max)) {
            checked.add(Identifier.check("an entry of " + name, present(name, id)));
        }
        return checked;
    }

    static <T> List<T> bounded(String name, List<T> list, int max) {
        if (list.size() > max) {
            throw ProblemException.invalid(
                    "%s has %d entries, at most %d are allowed".formatted(name, list.size(), max));
        }
        return list;
    }

    static <T> T present(String name, @Nullable T entry) {
        if (entry == null) {
            throw ProblemException.invalid("an entry of " + name + " is null");
        }
        return entry;
    }
}
