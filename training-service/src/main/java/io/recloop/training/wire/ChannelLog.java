package io.recloop.training.wire;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.topics.EventSender;
import jakarta.inject.Singleton;

/// Over the service's outgoing channel, in the order in which events are handed in.
@Singleton
record ChannelLog(EventSender sender) implements EventLog {
    @Override
    public void append(Topic topic, Event event) {
        sender.append(topic, event);
    }

    @Override
    public void offer(Topic topic, Event event) {
        sender.offer(topic, event);
    }
}
