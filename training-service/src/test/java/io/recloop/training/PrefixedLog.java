package io.recloop.training;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.topics.TopicWriter;
import io.recloop.training.wire.EventLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Writes to the topics of one test, which are not those of the service under test.
public record PrefixedLog(TopicWriter writer, String prefix) implements EventLog {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public void append(Topic topic, Event event) {
        writer.write(
                        prefix + topic.topicName(),
                        event.key().getBytes(StandardCharsets.UTF_8),
                        EventCodec.write(event),
                        CloudEventHeaders.of(event, "/recloop/training-service"))
                .await()
                .atMost(PATIENCE);
    }

    @Override
    public void offer(Topic topic, Event event) {
        append(topic, event);
    }
}
