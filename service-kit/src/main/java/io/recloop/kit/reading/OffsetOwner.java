package io.recloop.kit.reading;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// Keeps the offsets of a [PartitionReader], beside what the records have caused. All methods are called by the
/// thread that runs the reader; an exception ends the run.
public interface OffsetOwner {
    /// Where each partition is read on. A partition that is left out is read from its first record. Called when a run
    /// begins, and again when partitions were added; everything handed over before has then been taken.
    ///
    /// @param available the offsets that the broker has of each partition
    Map<TopicPartition, Long> begin(Map<TopicPartition, Available> available) throws Exception;

    /// Records, in the order of each partition. A batch without records says that none came for a while.
    void take(TopicBatch batch) throws Exception;

    /// @param first the first offset that the broker has
    /// @param end   the offset after the last
    record Available(long first, long end) {}
}
