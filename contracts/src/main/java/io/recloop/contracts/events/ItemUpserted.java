package io.recloop.contracts.events;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An item as it is from now on, whole: what is left out is no longer known of it.
///
/// @param price     in the shop's currency, at least 0
/// @param available absent means true; an unavailable item stays known and is not recommended
/// @param addedAt   when the item came into the shop; absent means when it was first heard of, which a
///     compacted topic forgets with the item's next version
public record ItemUpserted(
        String eventId,
        String tenant,
        Instant occurredAt,
        String item,
        String name,
        @Nullable String description,
        List<String> categories,
        @Nullable String brand,
        @Nullable BigDecimal price,
        @Nullable Boolean available,
        Map<String, String> attributes,
        @Nullable Instant addedAt)
        implements ItemEvent {
    public ItemUpserted {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("item", item);
        name = Fields.text("name", name);
        description = Fields.optionalText("description", description);
        categories = Fields.list("categories", categories);
        categories.forEach(category -> Fields.id("an entry of categories", category));
        Fields.optionalId("brand", brand);
        if (price != null && price.signum() < 0) {
            throw new IllegalArgumentException("price must be at least 0");
        }
        available = available == null || available;
        attributes = Fields.texts("attributes", attributes);
        attributes.forEach((name1, value) -> Fields.text("attributes." + name1, value));
    }

    /// An item of which it is not said when it came.
    public ItemUpserted(
            String eventId,
            String tenant,
            Instant occurredAt,
            String item,
            String name,
            @Nullable String description,
            List<String> categories,
            @Nullable String brand,
            @Nullable BigDecimal price,
            @Nullable Boolean available,
            Map<String, String> attributes) {
        this(
                eventId,
                tenant,
                occurredAt,
                item,
                name,
                description,
                categories,
                brand,
                price,
                available,
                attributes,
                null);
    }

    public ItemUpserted addedAt(Instant when) {
        return new ItemUpserted(
                eventId,
                tenant,
                occurredAt,
                item,
                name,
                description,
                categories,
                brand,
                price,
                available,
                attributes,
                when);
    }
}
