package io.recloop.recommender.topics;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a [TopicFollower] tells. All calls come from the follower's one thread.
public interface TopicReader {
    /// Where each partition's reading begins; called once, when the broker has been reached.
    ///
    /// @param first partition to the oldest offset there is
    /// @param end   partition to the offset of the next record that will be written
    default Map<Integer, Long> begin(Map<Integer, Long> first, Map<Integer, Long> end) {
        return first;
    }

    void read(ConsumerRecord<byte[], byte[]> record);

    /// Once: what had been written before the reading began has been read.
    default void caughtUp() {}
}
