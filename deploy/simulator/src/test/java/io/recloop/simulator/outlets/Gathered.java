package io.recloop.simulator.outlets;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemUpserted;
import java.util.ArrayList;
import java.util.List;

/// Keeps events in the order they were sent.
public final class Gathered implements EventSink {
    private final List<Event> events = new ArrayList<>();

    @Override
    public synchronized void send(Event event) {
        events.add(event);
    }

    @Override
    public void flush() {}

    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    public List<InteractionRecorded> interactions() {
        return only(InteractionRecorded.class);
    }

    public List<ItemUpserted> items() {
        return only(ItemUpserted.class);
    }

    private <E extends Event> List<E> only(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }
}
