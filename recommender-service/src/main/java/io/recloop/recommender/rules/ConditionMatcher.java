package io.recloop.recommender.rules;

import io.recloop.contracts.events.RuleCondition;
import io.recloop.recommender.catalog.CatalogItem;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A condition in the form in which it is asked about many items. Immutable.
final class ConditionMatcher {
    private final Set<String> items;
    private final Set<String> categories;
    private final Set<String> brands;
    private final @Nullable BigDecimal minPrice;
    private final @Nullable BigDecimal maxPrice;
    private final Map<String, String> attributes;

    ConditionMatcher(RuleCondition condition) {
        this.items = Set.copyOf(condition.items());
        this.categories = Set.copyOf(condition.categories());
        this.brands = Set.copyOf(condition.brands());
        this.minPrice = condition.minPrice();
        this.maxPrice = condition.maxPrice();
        this.attributes = condition.attributes();
    }

    /// @param item null for one that the catalogue has never heard of: what is asked of it cannot be known
    boolean matches(String id, @Nullable CatalogItem item) {
        if (!items.isEmpty() && !items.contains(id)) {
            return false;
        }
        if (item == null) {
            return categories.isEmpty()
                    && brands.isEmpty()
                    && minPrice == null
                    && maxPrice == null
                    && attributes.isEmpty();
        }
        return (categories.isEmpty() || item.categories().stream().anyMatch(categories::contains))
                && (brands.isEmpty() || item.brand() != null && brands.contains(item.brand()))
                && isWithin(item.price())
                && (attributes.isEmpty() || item.attributes().entrySet().containsAll(attributes.entrySet()));
    }

    private boolean isWithin(@Nullable BigDecimal price) {
        if (minPrice == null && maxPrice == null) {
            return true;
        }
        return price != null
                && (minPrice == null || price.compareTo(minPrice) >= 0)
                && (maxPrice == null || price.compareTo(maxPrice) <= 0);
    }
}
