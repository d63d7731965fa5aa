package io.recloop.training.interactions;

import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.training.parquet.BooleanColumn;
import io.recloop.training.parquet.Column;
import io.recloop.training.parquet.IntColumn;
import io.recloop.training.parquet.LongColumn;
import io.recloop.training.parquet.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The columns of `items`.
final class ItemRows implements SegmentRows<ItemEvent> {
    private final TextColumn tenant = TextColumn.repeating("tenant");
    private final TextColumn eventId = TextColumn.distinct("event_id");
    private final LongColumn occurredAt = LongColumn.micros("occurred_at");
    private final TextColumn item = TextColumn.repeating("item_id");
    private final BooleanColumn removed = BooleanColumn.of("removed");
    private final TextColumn document = TextColumn.distinct("document");
    private final IntColumn partitions = IntColumn.of("partition");
    private final LongColumn offsets = LongColumn.of("offset");

    @Override
    public void add(ItemEvent event, int partition, long offset) {
        tenant.append(event.tenant());
        eventId.append(event.eventId());
        occurredAt.append(LakeTable.micros(event.occurredAt()));
        item.append(event.item());
        removed.append(
                switch (event) {
                    case ItemUpserted e -> false;
                    case ItemRemoved e -> true;
                });
        document.append(new String(EventCodec.write(event), StandardCharsets.UTF_8));
        partitions.append(partition);
        offsets.append(offset);
    }

    @Override
    public List<Column> columns() {
        return List.of(tenant, eventId, occurredAt, item, removed, document, partitions, offsets);
    }
}
