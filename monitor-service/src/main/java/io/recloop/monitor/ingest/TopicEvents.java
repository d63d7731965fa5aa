package io.recloop.monitor.ingest;

import io.recloop.contracts.events.Event;
import java.util.List;
import java.util.Set;

/// The events of a batch of one topic.
///
/// @param all  in the order of each partition
/// @param late those that were logged long after they happened; by identity. Decided by the record alone,
///     so a replay says the same
public record TopicEvents<E extends Event>(List<E> all, Set<? extends Event> late) {
    public boolean isOnTime(E event) {
        return !late.contains(event);
    }
}
