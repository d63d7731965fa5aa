package io.recloop.recommender.catalog;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What answers and filters need of an item.
///
/// @param name  absent for an item that the shop has removed
/// @param shown false while it is unavailable or removed
public record CatalogItem(
        @Nullable String name,
        Set<String> categories,
        @Nullable String brand,
        @Nullable BigDecimal price,
        boolean shown) {
    static final CatalogItem REMOVED = new CatalogItem(null, Set.of(), null, null, false);
}
