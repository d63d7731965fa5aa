package io.recloop.recommender.catalog;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What answers and filters need of an item.
///
/// @param name    absent for an item that the shop has removed
/// @param shown   false while it is unavailable or removed
/// @param addedAt when it came into the shop, as far as is known; absent for one that was removed
public record CatalogItem(
        @Nullable String name,
        Set<String> categories,
        @Nullable String brand,
        @Nullable BigDecimal price,
        boolean shown,
        Map<String, String> attributes,
        @Nullable Instant addedAt) {
    static final CatalogItem REMOVED = new CatalogItem(null, Set.of(), null, null, false, Map.of(), null);
}
