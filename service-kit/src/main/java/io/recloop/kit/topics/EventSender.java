package io.recloop.kit.topics;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.config.ServiceName;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/// Sends events that no database transaction stands behind. Thread-safe.
@Singleton
public final class EventSender {
    private static final Logger LOG = Logger.getLogger(EventSender.class);

    private final TopicWriter writer;
    private final TopicNames names;
    private final ServiceName service;
    private final Acknowledgement acknowledgement;

    EventSender(TopicWriter writer, TopicNames names, ServiceName service, Acknowledgement acknowledgement) {
        this.writer = writer;
        this.names = names;
        this.service = service;
        this.acknowledgement = acknowledgement;
    }

    /// @return completes when the broker has it, fails with [NotAcknowledgedException]
    public Uni<Void> send(Topic topic, Event event) {
        return writer.write(
                        names.of(topic),
                        event.key().getBytes(StandardCharsets.UTF_8),
                        EventCodec.write(event),
                        CloudEventHeaders.of(event, service.source()))
                .onFailure()
                .transform(e -> new NotAcknowledgedException(describe(topic, event), e));
    }

    /// Returns when the broker has it. Not for the event loop.
    ///
    /// @throws NotAcknowledgedException where it did not acknowledge in time; the event may be on the topic
    public void append(Topic topic, Event event) {
        acknowledgement.await(send(topic, event), describe(topic, event));
    }

    /// Does not wait; what the broker does not take is logged and lost.
    public void offer(Topic topic, Event event) {
        send(topic, event).subscribe().with(sent -> {}, e -> LOG.warn(e.getMessage()));
    }

    private static String describe(Topic topic, Event event) {
        return CloudEventHeaders.type(event) + " on " + topic.topicName();
    }
}
