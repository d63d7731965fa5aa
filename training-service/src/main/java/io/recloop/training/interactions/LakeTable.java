package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.ItemUpserted;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// The columns of a topic's segments. Times are microseconds in UTC.
sealed interface LakeTable<E extends Event> permits LakeTable.Interactions, LakeTable.Items {
    Topic topic();

    Class<E> family();

    /// Column definitions of `create table`.
    String columns();

    void append(DuckDBAppender row, E event, int partition, long offset) throws SQLException;

    record Interactions() implements LakeTable<InteractionEvent> {
        @Override
        public Topic topic() {
            return Topic.INTERACTIONS;
        }

        @Override
        public Class<InteractionEvent> family() {
            return InteractionEvent.class;
        }

        @Override
        public String columns() {
            return """
                    tenant varchar not null, event_id varchar not null, occurred_at timestamp not null,
                    user_id varchar not null, item_id varchar not null, action varchar not null, rating double,
                    request_id varchar, comment varchar, "partition" integer not null, "offset" bigint not null""";
        }

        @Override
        public void append(DuckDBAppender row, InteractionEvent event, int partition, long offset) throws SQLException {
            switch (event) {
                case InteractionRecorded e -> {
                    row.beginRow();
                    row.append(e.tenant());
                    row.append(e.eventId());
                    row.appendEpochMicros(micros(e.occurredAt()));
                    row.append(e.user());
                    row.append(e.item());
                    row.append(e.action().code());
                    orNull(row, e.rating());
                    orNull(row, e.requestId());
                    orNull(row, e.comment());
                    row.append(partition);
                    row.append(offset);
                    row.endRow();
                }
            }
        }
    }

    record Items() implements LakeTable<ItemEvent> {
        @Override
        public Topic topic() {
            return Topic.ITEMS;
        }

        @Override
        public Class<ItemEvent> family() {
            return ItemEvent.class;
        }

        @Override
        public String columns() {
            return """
                    tenant varchar not null, event_id varchar not null, occurred_at timestamp not null,
                    item_id varchar not null, removed boolean not null, document varchar not null,
                    "partition" integer not null, "offset" bigint not null""";
        }

        @Override
        public void append(DuckDBAppender row, ItemEvent event, int partition, long offset) throws SQLException {
            boolean removed =
                    switch (event) {
                        case ItemUpserted e -> false;
                        case ItemRemoved e -> true;
                    };
            row.beginRow();
            row.append(event.tenant());
            row.append(event.eventId());
            row.appendEpochMicros(micros(event.occurredAt()));
            row.append(event.item());
            row.append(removed);
            row.append(new String(EventCodec.write(event), StandardCharsets.UTF_8));
            row.append(partition);
            row.append(offset);
            row.endRow();
        }
    }

    private static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }

    private static void orNull(DuckDBAppender row, @Nullable String value) throws SQLException {
        if (value == null) {
            row.appendNull();
        } else {
            row.append(value);
        }
    }

    private static void orNull(DuckDBAppender row, @Nullable Double value) throws SQLException {
        if (value == null) {
            row.appendNull();
        } else {
            row.append(value.doubleValue());
        }
    }
}
