package io.recloop.recommender.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.recommender.access.Caller;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.catalog.ItemFilter;
import io.recloop.recommender.history.Signals;
import io.recloop.recommender.problems.ProblemException;
import io.recloop.recommender.ranking.Touch;
import io.recloop.recommender.reranking.Arrangement;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// From what a caller wrote to a [Query], or to the reason why it is none.
@Singleton
final class QueryReading {
    static final int DEFAULT_LIMIT = 10;
    static final int MAX_LIMIT = 100;
    static final int MAX_USERS = 1_000;
    private static final int MAX_LIST = 1_000;
    private static final int MAX_NUMBER = 32;

    private final Signals signals;
    private final Caller caller;

    QueryReading(Signals signals, Caller caller) {
        this.signals = signals;
        this.caller = caller;
    }

    /// The parameters that every list of items has.
    Query ofParameters(@Nullable String user, ListParameters given) {
        return new Query(
                caller.tenant(),
                user == null ? null : Identifier.check("user", user),
                List.of(),
                limit(given.limit),
                filter(
                        given.category,
                        given.brand,
                        price("minPrice", given.minPrice),
                        price("maxPrice", given.maxPrice)),
                excluded(given.exclude),
                flag("excludeSeen", given.excludeSeen, true),
                flag("explain", given.explain, false),
                Arrangement.AS_SET);
    }

    /// What a body asks for: one list, or one for each of many users.
    ///
    /// @param many whether the caller named `users`, be it only one
    record Asked(List<Query> queries, boolean many) {}

    Asked ofBody(byte[] body) {
        var asked = parse(body);
        int limit = checkedLimit(asked.limit() == null ? DEFAULT_LIMIT : asked.limit());
        var common = new Query(
                caller.tenant(),
                asked.user() == null ? null : Identifier.check("user", asked.user()),
                basket(asked.basket()),
                limit,
                filter(
                        asked.category(),
                        asked.brand(),
                        checkedPrice("minPrice", asked.minPrice()),
                        checkedPrice("maxPrice", asked.maxPrice())),
                excluded(asked.exclude() == null ? List.of() : asked.exclude()),
                asked.excludeSeen() == null || asked.excludeSeen(),
                asked.explain() != null && asked.explain(),
                ArrangementReading.of(asked.weights(), asked.diversity()));
        if (asked.users() == null) {
            return new Asked(List.of(common), false);
        }
        if (asked.user() != null || !common.basket().isEmpty()) {
            throw ProblemException.invalid("users cannot be given together with user or basket");
        }
        if (asked.users().isEmpty()) {
            throw ProblemException.invalid("users is empty");
        }
        return new Asked(
                bounded("users", asked.users(), MAX_USERS).stream()
                        .map(user -> common.of(Identifier.check("an entry of users", present("users", user))))
                        .toList(),
                true);
    }

    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            return checkedLimit(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("limit must be a whole number from 1 to " + MAX_LIMIT);
        }
    }

    private static int checkedLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit must be from 1 to %d, was %d".formatted(MAX_LIMIT, limit));
        }
        return limit;
    }

    private List<Touch> basket(@Nullable List<RecommendationRequest.@Nullable Held> basket) {
        if (basket == null) {
            return List.of();
        }
        var touches = new ArrayList<Touch>();
        for (var held : bounded("basket", basket, MAX_LIST)) {
            var entry = present("basket", held);
            if (entry.item() == null) {
                throw ProblemException.invalid("an entry of basket has no item");
            }
            var item = Identifier.check("item of an entry of basket", entry.item());
            touches.add(new Touch(item, signals.of(action(entry.action()), entry.rating())));
        }
        return touches;
    }

    /// What lies in a basket is liked, unless the caller says otherwise.
    private static Action action(@Nullable String code) {
        try {
            return code == null ? Action.ADD_TO_CART : Action.of(code);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static ItemFilter filter(
            @Nullable String category,
            @Nullable String brand,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice) {
        if (minPrice != null && maxPrice != null && minPrice.compareTo(maxPrice) > 0) {
            throw ProblemException.invalid("minPrice is above maxPrice");
        }
        return new ItemFilter(
                category == null ? null : Identifier.check("category", category),
                brand == null ? null : Identifier.check("brand", brand),
                minPrice,
                maxPrice);
    }

    private static @Nullable BigDecimal price(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() > MAX_NUMBER) {
                throw new NumberFormatException("too long");
            }
            return checkedPrice(name, new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name + " must be a number such as 19.90");
        }
    }

    private static @Nullable BigDecimal checkedPrice(String name, @Nullable BigDecimal price) {
        if (price != null && price.signum() < 0) {
            throw ProblemException.invalid(name + " must be at least 0");
        }
        return price;
    }

    private static Set<String> excluded(List<@Nullable String> items) {
        return bounded("exclude", items, MAX_LIST).stream()
                .map(item -> Identifier.check("an entry of exclude", present("exclude", item)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean flag(String name, @Nullable String text, boolean absent) {
        if (text == null) {
            return absent;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(name + " must be true or false");
        };
    }

    private static <T> List<T> bounded(String name, List<T> list, int max) {
        if (list.size() > max) {
            throw ProblemException.invalid(
                    "%s has %d entries, at most %d are allowed".formatted(name, list.size(), max));
        }
        return list;
    }

    private static <T> T present(String name, @Nullable T entry) {
        if (entry == null) {
            throw ProblemException.invalid("an entry of " + name + " is null");
        }
        return entry;
    }

    private static RecommendationRequest parse(byte[] body) {
        try {
            var request = EventCodec.JSON.readValue(body, RecommendationRequest.class);
            if (request == null) {
                throw ProblemException.invalid("The body must be a JSON object");
            }
            return request;
        } catch (JsonMappingException e) {
            var path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            throw ProblemException.invalid(
                    path.isEmpty() ? "The body must be a JSON object" : path + " has the wrong form");
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body is not JSON");
        } catch (IOException e) {
            throw ProblemException.invalid("The body cannot be read");
        }
    }
}
