package io.recloop.monitor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.monitor.SharedStack;
import io.recloop.monitor.ingest.Offsets.AnotherReaderException;
import io.recloop.monitor.outbox.RecloopConfig;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/// Batches as they come after a kill, from a second replica and from a sender that tries again. The partitions do not
/// exist at the broker, so the running reader does not touch them.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class IntakeTest {
    @Inject
    Intake intake;

    @Inject
    Jdbi jdbi;

    @Inject
    RecloopConfig config;

    private static InteractionRecorded interaction(String tenant) {
        return new InteractionRecorded(
                UUID.randomUUID().toString(),
                tenant,
                Instant.now(),
                "user-1",
                "item-1",
                Action.CLICK,
                null,
                null,
                null);
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(config.name(Topic.INTERACTIONS), number);
    }

    private ConsumerRecords<String, byte[]> batch(int partition, long offset, InteractionRecorded... events) {
        return new ConsumerRecords<>(Map.of(partition(partition), records(partition, offset, events)), Map.of());
    }

    private List<ConsumerRecord<String, byte[]>> records(int partition, long offset, InteractionRecorded... events) {
        return java.util.stream.IntStream.range(0, events.length)
                .mapToObj(i -> new ConsumerRecord<>(
                        config.name(Topic.INTERACTIONS),
                        partition,
                        offset + i,
                        events[i].key(),
                        EventCodec.write(events[i])))
                .toList();
    }

    private long counted(String tenant) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select coalesce(sum(interactions), 0) from interaction_fact where tenant = :tenant")
                .bind("tenant", tenant)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void aBatchThatIsReadAgainAfterAKillCountsOnce() {
        var tenant = "replayed";
        var batch = batch(101, 0, interaction(tenant), interaction(tenant));

        var stored = intake.take(batch, Map.of());

        assertThat(stored).containsEntry(partition(101), 2L);
        assertThat(intake.offsets(java.util.Set.of(partition(101)))).containsEntry(partition(101), 2L);
        assertThatThrownBy(() -> intake.take(batch, Map.of())).isInstanceOf(AnotherReaderException.class);
        assertThat(counted(tenant)).isEqualTo(2);
    }

    @Test
    void aBatchThatFailsHalfWayLeavesNothing() {
        var tenant = "cut-off";
        intake.take(batch(103, 0, interaction("other")), Map.of());
        var both = new HashMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>();
        both.put(partition(102), records(102, 0, interaction(tenant)));
        both.put(partition(103), records(103, 1, interaction(tenant)));
        var batch = new ConsumerRecords<>(
                both, Map.<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata>of());

        assertThatThrownBy(() -> intake.take(batch, Map.of(partition(103), 7L)))
                .isInstanceOf(AnotherReaderException.class);
        assertThat(counted(tenant)).isZero();
        assertThat(intake.offsets(java.util.Set.of(partition(102)))).isEmpty();

        intake.take(batch, Map.of(partition(103), 1L));
        assertThat(counted(tenant)).isEqualTo(2);
    }

    @Test
    void aSenderThatTriesAgainCountsOnce() {
        var tenant = "insistent";
        var event = interaction(tenant);

        var stored = intake.take(batch(104, 0, event, event), Map.of());
        intake.take(batch(104, 2, event, interaction(tenant)), stored);

        assertThat(counted(tenant)).isEqualTo(2);
    }
}
