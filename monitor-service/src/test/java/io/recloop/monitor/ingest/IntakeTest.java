package io.recloop.monitor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.contracts.events.Strategy;
import io.recloop.kit.config.ServiceName;
import io.recloop.kit.outbox.Outbox;
import io.recloop.kit.topics.TopicNames;
import io.recloop.monitor.SharedStack;
import io.recloop.monitor.ingest.OffsetRepository.AnotherReaderException;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/// Batches as they come after a kill, from a second replica and from a sender that tries again. The
/// partitions do not exist at the broker, so the running reader does not touch them.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class IntakeTest {
    @Inject
    Intake intake;

    @Inject
    FactStore facts;

    @Inject
    OffsetRepository offsets;

    @Inject
    TopicNames names;

    @Inject
    Outbox outbox;

    @Inject
    ServiceName service;

    @Inject
    IngestConfig config;

    @Inject
    Clock clock;

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
        return new TopicPartition(names.of(Topic.INTERACTIONS), number);
    }

    private ConsumerRecords<byte[], byte[]> batch(int partition, long offset, InteractionRecorded... events) {
        return new ConsumerRecords<>(Map.of(partition(partition), records(partition, offset, events)), Map.of());
    }

    private List<ConsumerRecord<byte[], byte[]>> records(int partition, long offset, InteractionRecorded... events) {
        return records(partition(partition), offset, events);
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition from, long offset, Event... events) {
        return java.util.stream.IntStream.range(0, events.length)
                .mapToObj(i -> new ConsumerRecord<>(
                        from.topic(),
                        from.partition(),
                        offset + i,
                        events[i].key().getBytes(StandardCharsets.UTF_8),
                        EventCodec.write(events[i])))
                .toList();
    }

    /// Shown by one model, a list for each request, all of them of the same items.
    private ConsumerRecords<byte[], byte[]> lists(int partition, long offset, String tenant, String... requests) {
        var from = new TopicPartition(names.of(Topic.RECOMMENDATIONS), partition);
        var events = Arrays.stream(requests)
                .map(request -> new RecommendationsServed(
                        UUID.randomUUID().toString(),
                        tenant,
                        Instant.now(),
                        request,
                        "user-1",
                        "model-1",
                        Strategy.PERSONALIZED,
                        List.of(
                                new ShownItem("item-1", 1, 0.9, "collaborative", List.of()),
                                new ShownItem("item-2", 2, 0.8, "collaborative", List.of())),
                        100L))
                .toArray(Event[]::new);
        return new ConsumerRecords<>(Map.of(from, records(from, offset, events)), Map.of());
    }

    private long sum(String column, String table, String tenant) {
        return new StoredFacts(facts).sum(column, table, tenant);
    }

    private long counted(String tenant) {
        return sum("interactions", "interaction_fact", tenant);
    }

    @Test
    void aRetractionIsNoInteractionAndTakesNoneBack() {
        var tenant = "retracted";
        var bought = interaction(tenant);
        var retraction = new InteractionRetracted(
                UUID.randomUUID().toString(),
                tenant,
                Instant.now(),
                bought.user(),
                bought.eventId(),
                null,
                null,
                null,
                "order-service",
                "the order was cancelled");

        var from = partition(107);
        intake.take(new ConsumerRecords<>(Map.of(from, records(from, 0, bought, retraction)), Map.of()), Map.of());

        assertThat(intake.offsets(java.util.Set.of(from))).containsEntry(from, 2L);
        assertThat(counted(tenant)).isEqualTo(1);
    }

    @Test
    void aRecordWhoseValueTheDatabaseRefusesIsPutAsideAndThoseAroundItTakeEffect() {
        facts.update("create table taken_effect (event_id text primary key)");
        var events = Stream.generate(() -> interaction("divided")).limit(5).toArray(InteractionRecorded[]::new);
        var meters = new SimpleMeterRegistry();
        var decoder = new EventDecoder(new Refusals(outbox, service, meters), config);
        var picky = new Intake(List.of(new Picky(facts, events[2].eventId())), offsets, decoder, names, clock);

        var stored = picky.take(batch(108, 0, events), Map.of());

        assertThat(stored).containsEntry(partition(108), 5L);
        assertThat(picky.offsets(Set.of(partition(108)))).containsEntry(partition(108), 5L);
        var taken = new StoredFacts(facts).texts("event_id", "taken_effect");
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        events[0].eventId(), events[1].eventId(), events[3].eventId(), events[4].eventId());
        assertThat(meters.counter("recloop.monitor.records.refused", "topic", "interactions", "code", "invalid-field")
                        .count())
                .isEqualTo(1);
    }

    /// Writes each event, but for one of which PostgreSQL is given a text that it cannot store.
    private record Picky(FactStore facts, String refused) implements TopicEffect<InteractionEvent> {
        @Override
        public Topic topic() {
            return Topic.INTERACTIONS;
        }

        @Override
        public Class<InteractionEvent> family() {
            return InteractionEvent.class;
        }

        @Override
        public void apply(TopicEvents<InteractionEvent> events, Instant now) {
            events.all()
                    .forEach(event -> facts.update(
                            "insert into taken_effect values (?)",
                            event.eventId().equals(refused) ? "a NUL \u0000 in the middle" : event.eventId()));
        }
    }

    @Test
    void aBatchThatIsReadAgainAfterAKillCountsOnce() {
        var tenant = "replayed";
        var batch = batch(101, 0, interaction(tenant), interaction(tenant));

        var stored = intake.take(batch, Map.of());

        assertThat(stored).containsEntry(partition(101), 2L);
        assertThat(intake.offsets(Set.of(partition(101)))).containsEntry(partition(101), 2L);
        assertThatThrownBy(() -> intake.take(batch, Map.of())).isInstanceOf(AnotherReaderException.class);
        assertThat(counted(tenant)).isEqualTo(2);
    }

    @Test
    void aBatchThatFailsHalfWayLeavesNothing() {
        var tenant = "cut-off";
        intake.take(batch(103, 0, interaction("other")), Map.of());
        var both = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        both.put(partition(102), records(102, 0, interaction(tenant)));
        both.put(partition(103), records(103, 1, interaction(tenant)));
        var batch = new ConsumerRecords<>(
                both, Map.<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata>of());

        assertThatThrownBy(() -> intake.take(batch, Map.of(partition(103), 7L)))
                .isInstanceOf(AnotherReaderException.class);
        assertThat(counted(tenant)).isZero();
        assertThat(intake.offsets(Set.of(partition(102)))).isEmpty();

        intake.take(batch, Map.of(partition(103), 1L));
        assertThat(counted(tenant)).isEqualTo(2);
    }

    @Test
    void aTopicThatWasCreatedAgainIsReadFromItsBeginning() {
        var partition = partition(106);
        var begun = intake.begin(Set.of(partition), Map.of(partition.topic(), "first"));
        assertThat(begun).containsEntry(partition, 0L);

        intake.take(batch(106, 0, interaction("before"), interaction("before")), begun);

        assertThat(intake.begin(Set.of(partition), Map.of(partition.topic(), "first")))
                .containsEntry(partition, 2L);
        assertThat(intake.begin(Set.of(partition), Map.of(partition.topic(), "second")))
                .containsEntry(partition, 0L);
    }

    @Test
    void aSenderThatTriesAgainCountsOnce() {
        var tenant = "insistent";
        var event = interaction(tenant);

        var stored = intake.take(batch(104, 0, event, event), Map.of());
        intake.take(batch(104, 2, event, interaction(tenant)), stored);

        assertThat(counted(tenant)).isEqualTo(2);
    }

    @Test
    void ofListsOfWhichSomeCameBeforeTheNewOnesCount() {
        var tenant = "shown-again";

        var stored = intake.take(lists(101, 0, tenant, "request-1", "request-2"), Map.of());
        intake.take(lists(101, 2, tenant, "request-2", "request-3", "request-1"), stored);

        assertThat(sum("served", "request_fact", tenant)).isEqualTo(3);
        assertThat(sum("requests", "latency_fact", tenant)).isEqualTo(3);
        assertThat(sum("shown", "item_fact", tenant)).isEqualTo(6);
    }

    @Test
    void aListThatOnlyComesAgainCountsNoMore() {
        var tenant = "only-again";

        var stored = intake.take(lists(102, 0, tenant, "request-1"), Map.of());
        intake.take(lists(102, 1, tenant, "request-1"), stored);

        assertThat(sum("served", "request_fact", tenant)).isEqualTo(1);
    }

    @Test
    void aClickOnTheLastOfTheItemsFindsItsList() {
        var tenant = "clicked";
        intake.take(lists(103, 0, tenant, "request-1"), Map.of());

        intake.take(
                batch(105, 0, click(tenant, "item-2"), click(tenant, "item"), click(tenant, "item-1item-2")), Map.of());

        assertThat(sum("clicked", "item_fact", tenant)).isEqualTo(1);
    }

    private static InteractionRecorded click(String tenant, String item) {
        return new InteractionRecorded(
                UUID.randomUUID().toString(),
                tenant,
                Instant.now(),
                "user-1",
                item,
                Action.CLICK,
                null,
                "request-1",
                null);
    }
}
