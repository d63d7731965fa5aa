package io.recloop.monitor.ingest;

import io.recloop.contracts.events.InvalidEventException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Values that the database refuses whenever they are sent to it.
final class RefusedValues {
    /// SQLSTATE class "data exception": the value is at fault, and not the database's state.
    private static final String DATA_EXCEPTION = "22";

    private RefusedValues() {}

    static boolean isOne(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(DATA_EXCEPTION)) {
                return true;
            }
        }
        return false;
    }

    static InvalidEventException refusal() {
        return new InvalidEventException(
                InvalidEventException.Code.INVALID_FIELD, "the database cannot store one of the values");
    }

    /// Two parts with at least one record each; a partition's records stay in order.
    static List<ConsumerRecords<String, byte[]>> halves(ConsumerRecords<String, byte[]> records) {
        int half = records.count() / 2;
        var first = new HashMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>();
        var second = new HashMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>();
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
