package io.recloop.training.interactions;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.training.parquet.ParquetFile;
import io.recloop.training.wire.KafkaClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/// Lakes for the tests of other packages.
public final class LakeFixture {
    private LakeFixture() {}

    /// Appends one segment of partition 0.
    public static void append(Lake lake, long first, List<? extends InteractionEvent> events) throws Exception {
        append(lake, "topic", new LakeTable.Interactions(), first, events);
    }

    /// As if the topic had been created again under this id.
    public static void append(Lake lake, String topicId, long first, List<? extends InteractionEvent> events)
            throws Exception {
        append(lake, topicId, new LakeTable.Interactions(), first, events);
    }

    /// What the lake holds of one interaction.
    public static String row(Lake lake, String expression, String eventId) throws Exception {
        try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                var statement = duckdb.createStatement();
                var rows = statement.executeQuery("select %s from read_parquet([%s]) where event_id = '%s'"
                        .formatted(
                                expression,
                                lake.snapshot(Topic.INTERACTIONS).files().stream()
                                        .map("'%s'"::formatted)
                                        .collect(Collectors.joining(", ")),
                                eventId))) {
            rows.next();
            return rows.getString(1);
        }
    }

    /// Takes out of every segment the columns that came with later versions.
    public static void asOfAnEarlierVersion(Lake lake) throws Exception {
        for (var segment : lake.snapshot(Topic.INTERACTIONS).files()) {
            var draft = segment.resolveSibling("draft");
            try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                    var statement = duckdb.createStatement()) {
                statement.execute("""
                        copy (
                            select tenant, event_id, occurred_at, user_id, item_id, action, rating, request_id, comment,
                                "partition", "offset"
                            from read_parquet('%s'))
                        to '%s' (format parquet)""".formatted(segment, draft));
            }
            Files.move(draft, segment, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// As if the broker had lost these events and got others at their offsets since.
    public static void withOtherEvents(Lake lake) throws Exception {
        for (var segment : lake.snapshot(Topic.INTERACTIONS).files()) {
            var draft = segment.resolveSibling("draft");
            try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                    var statement = duckdb.createStatement()) {
                statement.execute("""
                        copy (select * replace ('lost-' || event_id as event_id) from read_parquet('%s'))
                        to '%s' (format parquet)""".formatted(segment, draft));
            }
            Files.move(draft, segment, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public static void appendItems(Lake lake, long first, List<? extends ItemEvent> events) throws Exception {
        append(lake, "items", new LakeTable.Items(), first, events);
    }

    private static <E extends Event> void append(
            Lake lake, String topicId, LakeTable<E> table, long first, List<? extends E> events) throws Exception {
        var epoch = lake.enter(table.topic(), new Epoch.TopicIdentity("cluster", topicId), Instant.EPOCH);
        var rows = table.rows();
        long offset = first;
        for (var event : events) {
            rows.add(event, 0, offset++);
        }
        var partition = lake.partition(table.topic(), epoch, 0);
        var part = partition.part(first, offset - 1);
        ParquetFile.write(part, rows.columns());
        partition.commit(part, first, offset - 1);
    }

    /// Started by the caller where it is needed.
    public static LakeIngest ingest(String bootstrap, String prefix, Path lake) {
        return IngestMain.ingest(
                bootstrap, prefix, new Lake(lake), new FixedLake(50_000, Duration.ofSeconds(1), 16, 500_000));
    }

    public static KafkaClients clients(String bootstrap) {
        return new KafkaClients(java.util.Map.of("bootstrap.servers", bootstrap));
    }
}
