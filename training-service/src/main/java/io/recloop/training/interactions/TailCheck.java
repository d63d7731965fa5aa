package io.recloop.training.interactions;

import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.reading.OffsetOwner.Available;
import io.recloop.training.wire.KafkaClients;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBDriver;
import org.jboss.logging.Logger;

/// Holds the end of the lake against the broker. A broker that lost its tail in a power cut, and got as many records
/// again since, has other events at the offsets that the lake holds already: nobody would ever read those.
final class TailCheck {
    private static final Logger LOG = Logger.getLogger(TailCheck.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Of this number of newest segments at most one is expected to have a row.
    private static final int SEGMENTS = 5;

    private final KafkaClients clients;

    TailCheck(KafkaClients clients) {
        this.clients = clients;
    }

    /// The last event of a partition in the lake.
    private record LastRow(long offset, String eventId) {}

    /// An offset that the broker no longer has, or has no record at (compacted away), says nothing.
    ///
    /// @throws BrokenLakeException where the broker has another event than the lake at the same offset
    void require(Map<TopicPartition, PartitionFolder> folders, Map<TopicPartition, Available> available)
            throws IOException {
        var rows = new HashMap<TopicPartition, LastRow>();
        for (var entry : folders.entrySet()) {
            var offsets = available.get(entry.getKey());
            if (offsets == null) {
                continue;
            }
            lastRow(entry.getValue())
                    .filter(row -> row.offset() >= offsets.first() && row.offset() < offsets.end())
                    .ifPresent(row -> rows.put(entry.getKey(), row));
        }
        if (!rows.isEmpty()) {
            compare(rows);
        }
    }

    private void compare(Map<TopicPartition, LastRow> rows) {
        try (var consumer = clients.consumer(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1))) {
            consumer.assign(rows.keySet());
            rows.forEach((partition, row) -> consumer.seek(partition, row.offset()));
            var waiting = new HashMap<>(rows);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!waiting.isEmpty() && System.nanoTime() < deadline) {
                for (var record : consumer.poll(POLL)) {
                    var partition = new TopicPartition(record.topic(), record.partition());
                    var row = waiting.get(partition);
                    if (row != null && record.offset() == row.offset()) {
                        requireSame(record, row);
                    }
                }
                waiting.keySet()
                        .removeIf(partition -> consumer.position(partition)
                                > rows.getOrDefault(partition, new LastRow(-1, ""))
                                        .offset());
                consumer.pause(rows.keySet().stream()
                        .filter(partition -> !waiting.containsKey(partition))
                        .toList());
            }
            if (!waiting.isEmpty()) {
                LOG.warnf("the end of the lake was not held against the broker: no answer for %s", waiting.keySet());
            }
        }
    }

    private static void requireSame(ConsumerRecord<byte[], byte[]> record, LastRow row) {
        var found = eventId(record.value());
        if (!row.eventId().equals(found)) {
            throw new BrokenLakeException(
                    "the lake holds event %s at offset %d of %s-%d, but the broker has %s there: the broker has lost records and got others since. Restore its data; or, to go on without, create the topic again, which begins a new epoch of the lake"
                            .formatted(row.eventId(), row.offset(), record.topic(), record.partition(), found));
        }
    }

    private static String eventId(byte[] value) {
        if (value == null) {
            return "no event";
        }
        try {
            return EventCodec.JSON.readTree(value).path("eventId").asText("no event");
        } catch (IOException e) {
            return "no event";
        }
    }

    private static Optional<LastRow> lastRow(PartitionFolder folder) throws IOException {
        var live = folder.contents().live();
        try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
            if (duckdb == null) {
                throw new SQLException("DuckDB refused to open a database in memory");
            }
            try (var statement = duckdb.createStatement()) {
                for (int i = live.size() - 1; i >= Math.max(0, live.size() - SEGMENTS); i--) {
                    var file = live.get(i).file().toString().replace("'", "''");
                    try (var row = statement.executeQuery(
                            "select \"offset\", event_id from read_parquet('%s') order by \"offset\" desc limit 1"
                                    .formatted(file))) {
                        if (row.next()) {
                            return Optional.of(new LastRow(row.getLong(1), row.getString(2)));
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new IOException("the end of the lake cannot be read: " + e.getMessage(), e);
        }
        return Optional.empty();
    }
}
