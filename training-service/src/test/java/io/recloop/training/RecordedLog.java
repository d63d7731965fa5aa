package io.recloop.training;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.recloop.training.wire.EventLog;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// Keeps what was written; can be made to break down.
public final class RecordedLog implements EventLog {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile Predicate<Event> broken = event -> false;

    @Override
    public void append(Topic topic, Event event) {
        if (broken.test(event)) {
            throw new NotAcknowledgedException(topic.topicName(), new IllegalStateException("the broker is away"));
        }
        events.add(event);
    }

    @Override
    public void offer(Topic topic, Event event) {
        events.add(event);
    }

    public void breakOn(Predicate<Event> which) {
        broken = which;
    }

    public <E extends Event> List<E> of(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
