package io.recloop.training.interactions;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.training.parquet.Column;
import io.recloop.training.parquet.DoubleColumn;
import io.recloop.training.parquet.IntColumn;
import io.recloop.training.parquet.LongColumn;
import io.recloop.training.parquet.TextColumn;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The columns of `interactions`. A retraction is a row too, so that it is kept in its place; its whole event is in
/// `retraction`, which is absent in an interaction.
final class InteractionRows implements SegmentRows<InteractionEvent> {
    private final TextColumn tenant = TextColumn.repeating("tenant");
    private final TextColumn eventId = TextColumn.distinct("event_id");
    private final LongColumn occurredAt = LongColumn.micros("occurred_at");
    private final TextColumn user = TextColumn.repeating("user_id");
    private final TextColumn item = TextColumn.repeating("item_id");
    private final TextColumn action = TextColumn.repeating("action");
    private final DoubleColumn rating = DoubleColumn.optional("rating");
    private final TextColumn requestId = TextColumn.optional("request_id");
    private final TextColumn comment = TextColumn.optional("comment");
    private final IntColumn partitions = IntColumn.of("partition");
    private final LongColumn offsets = LongColumn.of("offset");
    private final TextColumn retraction = TextColumn.optional("retraction");
    /// A decimal as text: exact, and a few digits are all it takes.
    private final TextColumn price = TextColumn.optional("price");

    private final TextColumn currency = TextColumn.optional("currency");
    private final IntColumn quantity = IntColumn.optional("quantity");
    private final TextColumn orderId = TextColumn.optional("order_id");
    private final IntColumn position = IntColumn.optional("position");
    private final TextColumn context = TextColumn.optional("context");

    @Override
    public void add(InteractionEvent event, int partition, long offset) {
        switch (event) {
            case InteractionRecorded e -> {
                tenant.append(e.tenant());
                eventId.append(e.eventId());
                occurredAt.append(LakeTable.micros(e.occurredAt()));
                user.append(e.user());
                item.append(e.item());
                action.append(e.action().code());
                rating.append(e.rating());
                requestId.append(e.requestId());
                comment.append(e.comment());
                partitions.append(partition);
                offsets.append(offset);
                retraction.appendNull();
                carried(e);
            }
            case InteractionRetracted e -> {
                var taken = e.item();
                var kind = e.action();
                tenant.append(e.tenant());
                eventId.append(e.eventId());
                occurredAt.append(LakeTable.micros(e.occurredAt()));
                user.append(e.user());
                item.append(taken == null ? "" : taken);
                action.append(kind == null ? "" : kind.code());
                rating.appendNull();
                requestId.appendNull();
                comment.appendNull();
                partitions.append(partition);
                offsets.append(offset);
                retraction.append(new String(EventCodec.write(e), StandardCharsets.UTF_8));
                for (var column : List.of(price, currency, quantity, orderId, position, context)) {
                    column.appendNull();
                }
            }
        }
    }

    private void carried(InteractionRecorded event) {
        var amount = event.price();
        price.append(amount == null ? null : amount.toPlainString());
        currency.append(event.currency());
        quantity.append(event.quantity());
        orderId.append(event.orderId());
        position.append(event.position());
        context.append(event.context().isEmpty() ? null : json(event.context()));
    }

    private static String json(Map<String, String> context) {
        try {
            return EventCodec.JSON.writeValueAsString(context);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Column> columns() {
        return List.of(
                tenant,
                eventId,
                occurredAt,
                user,
                item,
                action,
                rating,
                requestId,
                comment,
                partitions,
                offsets,
                retraction,
                price,
                currency,
                quantity,
                orderId,
                position,
                context);
    }
}
