package io.recloop.kit.topics;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jspecify.annotations.Nullable;

/// An outgoing channel for records of every topic: `topics-out`, unless it is made with another. Thread-safe.
///
/// What is written first is sent first. A record that the broker does not take within the channel's
/// `delivery.timeout.ms` fails, and the ones behind it are sent all the same.
///
/// Made at its first use, since what is scheduled may run before the channels are connected.
@ApplicationScoped
public class TopicWriter {
    static final String CHANNEL = "topics-out";
    private static final int WAITING = 4_096;

    private final MutinyEmitter<byte[]> channel;

    TopicWriter(
            @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = WAITING)
                    MutinyEmitter<byte[]> channel) {
        this.channel = channel;
    }

    /// @param topic physical name
    /// @return completes when all in-sync replicas have it; fails where the broker did not acknowledge in time, or
    ///     where more records wait than the channel holds
    public Uni<Void> write(String topic, byte @Nullable [] key, byte[] value, Map<String, byte[]> headers) {
        var written = new RecordHeaders();
        headers.forEach(written::add);
        var record = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(topic)
                .withKey(key)
                .withHeaders(written)
                .build();
        return channel.sendMessage(Message.of(value, Metadata.of(record)));
    }
}
