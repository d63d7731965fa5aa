package io.recloop.monitor.ingest;

import io.recloop.contracts.events.InvalidEventException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// Values that the database refuses whenever they are sent to it.
final class RefusedValues {
    private RefusedValues() {}

    static InvalidEventException refusal() {
        return new InvalidEventException(
                InvalidEventException.Code.INVALID_FIELD, "the database cannot store one of the values");
    }

    /// Two parts with at least one record each; a partition's records stay in order.
    static List<ConsumerRecords<byte[], byte[]>> halves(ConsumerRecords<byte[], byte[]> records) {
        int half = records.count() / 2;
        var first = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var second = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        int taken = 0;
        for (var partition : records.partitions()) {
            var all = records.records(partition);
            int cut = Math.min(all.size(), half - taken);
            taken += cut;
            if (cut > 0) {
                first.put(partition, all.subList(0, cut));
            }
            if (cut < all.size()) {
                second.put(partition, all.subList(cut, all.size()));
            }
        }
        return List.of(new ConsumerRecords<>(first, Map.of()), new ConsumerRecords<>(second, Map.of()));
    }
}
