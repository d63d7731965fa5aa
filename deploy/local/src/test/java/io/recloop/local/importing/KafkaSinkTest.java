package io.recloop.local.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import io.recloop.local.layout.LocalFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkTest {

    private static final int ROWS = 20_000;

    @TempDir
    Path folder;

    @Test
    void everyRowIsOnTheTopicOnceAndCountedWhenAcknowledged() throws Exception {
        var stack = TestStack.shared();
        var topics = stack.createTopics("import");
        var file = Files.writeString(
                folder.resolve("ratings.csv"),
                "user,item,rating,timestamp\n"
                        + IntStream.range(0, ROWS)
                                .mapToObj(i -> "u" + i % 500 + ",i" + i + "," + (i % 5 + 1) + "," + (978300000 + i))
                                .collect(Collectors.joining("\n", "", "\nbad,row\n")));

        ImportReport report;
        try (var sink = KafkaSink.connect(stack.bootstrapServers(), topics.prefix())) {
            report = importOf(file).run(sink, (bytes, acknowledged, refused) -> {});
        }

        assertThat(report.imported()).isEqualTo(ROWS);
        assertThat(report.refused()).isEqualTo(1);
        var records = read(stack, topics, ROWS);
        assertThat(records).hasSize(ROWS);
        var ids = new HashSet<String>();
        for (var record : records) {
            var event = EventCodec.read(
                    InteractionEvent.class, record.value(), Clock.systemUTC().instant());
            ids.add(event.eventId());
            assertThat(record.key()).isEqualTo("default/" + event.user());
            assertThat(new String(record.headers().lastHeader("ce_id").value())).isEqualTo(event.eventId());
        }
        assertThat(ids).hasSize(ROWS);
    }

    @Test
    void saysThatTheBrokerCannotBeReached() {
        assertThatThrownBy(() -> KafkaSink.connect("127.0.0.1:1", ""))
                .isInstanceOf(LocalFailure.class)
                .hasMessage("the broker at 127.0.0.1:1 cannot be reached");
    }

    private FileImport importOf(Path file) {
        return FileImport.of(
                file,
                new Wishes(null, null, Map.of(), false),
                new FileImport.Target("default", Action.PURCHASE, folder.resolve("rejects.tsv"), Clock.systemUTC()));
    }

    private static List<ConsumerRecord<String, byte[]>> read(TestStack stack, Topics topics, int count) {
        var name = topics.name(Topic.INTERACTIONS);
        var partitions = IntStream.range(0, Topic.INTERACTIONS.partitions())
                .mapToObj(partition -> new TopicPartition(name, partition))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            // One more poll than needed: a duplicate would be among its records.
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            return records;
        }
    }
}
