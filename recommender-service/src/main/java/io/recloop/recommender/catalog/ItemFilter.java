package io.recloop.recommender.catalog;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which items a caller wants; absent or empty means any. An item whose category, brand, price or attribute is not
/// known does not match a filter that asks for it.
///
/// @param categories one of these
/// @param brands     one of these
/// @param attributes of each one named, one of these values
public record ItemFilter(
        Set<String> categories,
        Set<String> brands,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        Map<String, Set<String>> attributes) {
    public static final ItemFilter ANY = new ItemFilter(Set.of(), Set.of(), null, null, Map.of());

    public boolean isAny() {
        return categories.isEmpty() && brands.isEmpty() && minPrice == null && maxPrice == null && attributes.isEmpty();
    }

    /// @param item null for one that the catalogue has never heard of
    public boolean admits(@Nullable CatalogItem item) {
        if (item == null) {
            return isAny();
        }
        return item.shown()
                && (categories.isEmpty() || item.categories().stream().anyMatch(categories::contains))
                && (brands.isEmpty() || item.brand() != null && brands.contains(item.brand()))
                && admits(item.price())
                && admits(item.attributes());
    }

    private boolean admits(@Nullable BigDecimal price) {
        if (minPrice == null && maxPrice == null) {
            return true;
        }
        return price != null
                && (minPrice == null || price.compareTo(minPrice) >= 0)
                && (maxPrice == null || price.compareTo(maxPrice) <= 0);
    }

    private boolean admits(Map<String, String> known) {
        for (var wanted : attributes.entrySet()) {
            var value = known.get(wanted.getKey());
            if (value == null || !wanted.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }
}
