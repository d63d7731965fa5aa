package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which items a rule is about, and for which users. What is empty or absent does not matter; of a list one has to
/// match, of `attributes` all.
///
/// @param items      ids; of a rule that pins, in the order in which they are to be shown
/// @param categories an item is in one of them
/// @param minPrice   inclusive; an item without a known price does not match
/// @param maxPrice   inclusive
/// @param attributes name to value, as the shop gives them with an item
/// @param segments   `new`, `light` or `heavy`: how much a user has liked
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuleCondition(
        List<String> items,
        List<String> categories,
        List<String> brands,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        Map<String, String> attributes,
        List<Segment> segments) {
    public static final RuleCondition ANY =
            new RuleCondition(List.of(), List.of(), List.of(), null, null, Map.of(), List.of());

    private static final int MAX_ATTRIBUTES = 20;
    private static final int MAX_PRICE_DIGITS = 32;

    public RuleCondition {
        items = ids("condition.items", items);
        categories = ids("condition.categories", categories);
        brands = ids("condition.brands", brands);
        minPrice = price("condition.minPrice", minPrice);
        maxPrice = price("condition.maxPrice", maxPrice);
        if (minPrice != null && maxPrice != null && minPrice.compareTo(maxPrice) > 0) {
            throw new IllegalArgumentException("condition.minPrice is above condition.maxPrice");
        }
        attributes = Fields.texts("condition.attributes", attributes);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new IllegalArgumentException("condition.attributes has %d entries, at most %d are allowed"
                    .formatted(attributes.size(), MAX_ATTRIBUTES));
        }
        attributes.forEach((name, value) -> Fields.text("condition.attributes." + name, value));
        segments = Fields.list("condition.segments", segments);
    }

    private static List<String> ids(String field, @Nullable List<String> values) {
        var list = Fields.list(field, values);
        list.forEach(value -> Fields.id("an entry of " + field, value));
        return list;
    }

    private static @Nullable BigDecimal price(String field, @Nullable BigDecimal price) {
        if (price == null) {
            return null;
        }
        if (price.signum() < 0) {
            throw new IllegalArgumentException(field + " must be at least 0");
        }
        // Comparing with 1e999999999 would write that number out.
        if (price.precision() > MAX_PRICE_DIGITS || Math.abs((long) price.scale()) > MAX_PRICE_DIGITS) {
            throw new IllegalArgumentException(field + " has too many digits");
        }
        return price;
    }
}
