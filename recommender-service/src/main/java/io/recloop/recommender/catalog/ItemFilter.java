package io.recloop.recommender.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Which items a caller wants; absent means any. An item whose category, brand or price is not known does not match a
/// filter that asks for it.
public record ItemFilter(
        @Nullable String category,
        @Nullable String brand,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice) {
    public static final ItemFilter ANY = new ItemFilter(null, null, null, null);

    /// @param item null for one that the catalogue has never heard of
    public boolean admits(@Nullable CatalogItem item) {
        if (item == null) {
            return equals(ANY);
        }
        return item.shown()
                && (category == null || item.categories().contains(category))
                && (brand == null || brand.equals(item.brand()))
                && admits(item.price());
    }

    private boolean admits(@Nullable BigDecimal price) {
        if (minPrice == null && maxPrice == null) {
            return true;
        }
        return price != null
                && (minPrice == null || price.compareTo(minPrice) >= 0)
                && (maxPrice == null || price.compareTo(maxPrice) <= 0);
    }
}
