package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A user did something with an item.
///
/// @param rating    0.5 to 5; required for [Action#RATING], absent otherwise unless the shop has one
/// @param requestId the answer of the recommender that led to this, if one did; clicks are attributed by it
/// @param comment   a review's text
/// @param price     of one piece, at the time; at least 0
/// @param currency  of the price, a code of ISO 4217; absent means the shop's currency
/// @param quantity  how many pieces, at least 1; absent means not known
/// @param orderId   the order or basket that it belongs to
/// @param position  where the item was shown, from 1
/// @param context   where and how, in the shop's own words, such as `device` to `phone`
public record InteractionRecorded(
        String eventId,
        String tenant,
        Instant occurredAt,
        String user,
        String item,
        Action action,
        @Nullable Double rating,
        @Nullable String requestId,
        @Nullable String comment,
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable Integer quantity,
        @Nullable String orderId,
        @Nullable Integer position,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> context)
        implements InteractionEvent {
    static final int MAX_CONTEXT = 20;
    static final int MAX_CONTEXT_VALUE = 256;

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    public InteractionRecorded {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("user", user);
        Fields.id("item", item);
        Fields.required("action", action);
        if (rating != null) {
            Fields.within("rating", rating, 0.5, 5);
        } else if (action == Action.RATING) {
            throw new IllegalArgumentException("rating is missing, which the action rating needs");
        }
        Fields.optionalId("requestId", requestId);
        comment = Fields.optionalText("comment", comment);
        Fields.optionalAmount("price", price);
        if (currency != null && !CURRENCIES.contains(currency)) {
            throw new IllegalArgumentException("currency must be a code of ISO 4217, such as EUR");
        }
        if (quantity != null) {
            Fields.atLeast("quantity", quantity, 1);
        }
        Fields.optionalId("orderId", orderId);
        if (position != null) {
            Fields.atLeast("position", position, 1);
        }
        context = context(context);
    }

    /// An interaction of which no more is known than who did what with which item.
    public InteractionRecorded(
            String eventId,
            String tenant,
            Instant occurredAt,
            String user,
            String item,
            Action action,
            @Nullable Double rating,
            @Nullable String requestId,
            @Nullable String comment) {
        this(
                eventId,
                tenant,
                occurredAt,
                user,
                item,
                action,
                rating,
                requestId,
                comment,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    private static Map<String, String> context(@Nullable Map<String, String> given) {
        var context = Fields.texts("context", given);
        if (context.size() > MAX_CONTEXT) {
            throw new IllegalArgumentException(
                    "context has %d entries, at most %d are allowed".formatted(context.size(), MAX_CONTEXT));
        }
        context.forEach((name, value) -> {
            if (value.length() > MAX_CONTEXT_VALUE) {
                throw new IllegalArgumentException("context.%s has %d characters, at most %d are allowed"
                        .formatted(name, value.length(), MAX_CONTEXT_VALUE));
            }
        });
        return context;
    }
}
