package io.recloop.kit.reading;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// What one poll brought.
///
/// @param next for each partition the offset after what was handed over. Behind the last record there may be offsets
///             without one (compacted away, or a marker of a transaction)
/// @param lag  records on the broker after these; -1 where the broker has not said
public record TopicBatch(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> next, long lag) {}
