package io.recloop.training.interactions;

import io.recloop.contracts.events.Event;
import io.recloop.training.parquet.Column;
import java.util.List;

/// The rows of a segment that is not written yet, column by column. Not thread-safe.
interface SegmentRows<E extends Event> {
    void add(E event, int partition, long offset);

    List<Column> columns();
}
