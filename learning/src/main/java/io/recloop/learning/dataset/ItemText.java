package io.recloop.learning.dataset;

import io.recloop.contracts.events.ItemUpserted;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the catalogue says of an item in words.
///
/// @param attributes sorted by name
public record ItemText(
        String name,
        @Nullable String description,
        @Nullable String brand,
        List<String> categories,
        Map<String, String> attributes) {
    public ItemText {
        categories = List.copyOf(categories);
        attributes = java.util.Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    public static ItemText of(ItemUpserted event) {
        return new ItemText(event.name(), event.description(), event.brand(), event.categories(), event.attributes());
    }
}
