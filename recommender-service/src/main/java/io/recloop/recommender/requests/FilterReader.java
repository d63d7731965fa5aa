package io.recloop.recommender.requests;

import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.access.Identifier;
import io.recloop.recommender.catalog.ItemFilter;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From what a caller wrote to an [ItemFilter].
public final class FilterReader {
    /// Values that may be named of one kind, and attributes that may be named.
    private static final int MAX_VALUES = 100;

    private static final int MAX_ATTRIBUTES = 20;
    private static final int MAX_NUMBER = 32;

    /// A price has no more digits before the point, nor after it.
    private static final int MAX_DIGITS = 18;

    private FilterReader() {}

    public static ItemFilter ofParameters(FilterParameters given) {
        var attributes = new TreeMap<String, Set<String>>();
        for (var pair : FieldChecks.bounded("attribute", given.attribute, MAX_ATTRIBUTES * MAX_VALUES)) {
            var text = FieldChecks.present("attribute", pair);
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw ProblemException.invalid("attribute must be written as name:value");
            }
            attributes
                    .computeIfAbsent(
                            Identifier.check("the name of an attribute", text.substring(0, colon)),
                            name -> new HashSet<>())
                    .add(Identifier.check("the value of an attribute", text.substring(colon + 1)));
        }
        return of(
                FieldChecks.ids("category", given.category, MAX_VALUES),
                FieldChecks.ids("brand", given.brand, MAX_VALUES),
                price("minPrice", given.minPrice),
                price("maxPrice", given.maxPrice),
                attributes);
    }

    static ItemFilter ofBody(RecommendationRequest asked) {
        var attributes = new TreeMap<String, Set<String>>();
        if (asked.attributes() != null) {
            asked.attributes()
                    .forEach((name, values) -> attributes.put(
                            Identifier.check("the name of an attribute", name),
                            FieldChecks.ids(
                                    "the values of an attribute",
                                    FieldChecks.present("attributes", values),
                                    MAX_VALUES)));
        }
        return of(
                FieldChecks.ids("category", asked.category(), MAX_VALUES),
                FieldChecks.ids("brand", asked.brand(), MAX_VALUES),
                checked("minPrice", asked.minPrice()),
                checked("maxPrice", asked.maxPrice()),
                attributes);
    }

    private static ItemFilter of(
            Set<String> categories,
            Set<String> brands,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            Map<String, Set<String>> attributes) {
        if (minPrice != null && maxPrice != null && minPrice.compareTo(maxPrice) > 0) {
            throw ProblemException.invalid("minPrice is above maxPrice");
        }
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw ProblemException.invalid(
                    "%d attributes are named, at most %d are allowed".formatted(attributes.size(), MAX_ATTRIBUTES));
        }
        for (var values : attributes.values()) {
            FieldChecks.bounded("the values of an attribute", List.copyOf(values), MAX_VALUES);
            if (values.isEmpty()) {
                throw ProblemException.invalid("an attribute has no values");
            }
        }
        return categories.isEmpty() && brands.isEmpty() && minPrice == null && maxPrice == null && attributes.isEmpty()
                ? ItemFilter.ANY
                : new ItemFilter(categories, brands, minPrice, maxPrice, attributes);
    }

    private static @Nullable BigDecimal price(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() > MAX_NUMBER) {
                throw new NumberFormatException("too long");
            }
            return checked(name, new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid(name + " must be a number such as 19.90");
        }
    }

    private static @Nullable BigDecimal checked(String name, @Nullable BigDecimal price) {
        if (price == null) {
            return null;
        }
        if (price.signum() < 0) {
            throw ProblemException.invalid(name + " must be at least 0");
        }
        if (price.scale() > MAX_DIGITS || price.precision() - (long) price.scale() > MAX_DIGITS) {
            throw ProblemException.invalid(name + " must be a number such as 19.90");
        }
        return price;
    }
}
