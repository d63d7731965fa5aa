package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.ItemEvent;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// A topic that is in the lake.
sealed interface LakeTable<E extends Event> permits LakeTable.Interactions, LakeTable.Items {
    Topic topic();

    Class<E> family();

    /// For a segment that begins.
    SegmentRows<E> rows();

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
        public SegmentRows<InteractionEvent> rows() {
            return new InteractionRows();
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
        public SegmentRows<ItemEvent> rows() {
            return new ItemRows();
        }
    }

    /// Microseconds in UTC.
    static long micros(Instant time) {
        return TimeUnit.SECONDS.toMicros(time.getEpochSecond()) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
    }
}
