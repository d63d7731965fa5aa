package io.recloop.recommender.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which values one can filter by, and how many items have each.
///
/// @param items      how many are counted
/// @param categories those of most items first, ties by name; as are the others
/// @param price      absent where no item has one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Facets(
        int items,
        List<Value> categories,
        List<Value> brands,
        @Nullable PriceRange price,
        Map<String, List<Value>> attributes) {
    /// How many values of each kind are listed where nobody says.
    public static final int DEFAULT_LIMIT = 100;

    /// A shop may use attributes for what nobody filters by, such as serial numbers.
    private static final int MAX_ATTRIBUTES = 100;

    private static final int MAX_VALUES_COUNTED = 10_000;

    private static final Comparator<Value> FREQUENT_FIRST =
            Comparator.comparingInt(Value::items).reversed().thenComparing(Value::value);

    public record Value(String value, int items) {}

    public record PriceRange(BigDecimal min, BigDecimal max) {}

    /// @param limit how many values of each are listed
    static Facets of(Collection<CatalogItem> items, ItemFilter filter, int limit) {
        var categories = new HashMap<String, Integer>();
        var brands = new HashMap<String, Integer>();
        var attributes = new HashMap<String, Map<String, Integer>>();
        BigDecimal min = null;
        BigDecimal max = null;
        int counted = 0;
        for (var item : items) {
            // The filter of no wishes still leaves out what may not be shown.
            if (!filter.admits(item)) {
                continue;
            }
            counted++;
            item.categories().forEach(category -> count(categories, category));
            if (item.brand() != null) {
                count(brands, item.brand());
            }
            var price = item.price();
            if (price != null) {
                min = min == null ? price : min.min(price);
                max = max == null ? price : max.max(price);
            }
            item.attributes().forEach((name, value) -> {
                if (attributes.containsKey(name) || attributes.size() < MAX_ATTRIBUTES) {
                    count(attributes.computeIfAbsent(name, ignored -> new HashMap<>()), value);
                }
            });
        }
        var listed = new TreeMap<String, List<Value>>();
        attributes.forEach((name, values) -> listed.put(name, listed(values, limit)));
        return new Facets(
                counted,
                listed(categories, limit),
                listed(brands, limit),
                min == null || max == null ? null : new PriceRange(min, max),
                listed);
    }

    private static void count(Map<String, Integer> counts, String value) {
        if (counts.containsKey(value) || counts.size() < MAX_VALUES_COUNTED) {
            counts.merge(value, 1, Integer::sum);
        }
    }

    private static List<Value> listed(Map<String, Integer> counts, int limit) {
        return counts.entrySet().stream()
                .map(entry -> new Value(entry.getKey(), entry.getValue()))
                .sorted(FREQUENT_FIRST)
                .limit(limit)
                .toList();
    }
}
