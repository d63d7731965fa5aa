package io.recloop.simulator.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.embedded.TestStack;
import io.recloop.simulator.outlets.Gathered;
import io.recloop.simulator.outlets.KafkaSink;
import io.recloop.simulator.shop.Shop;
import io.recloop.simulator.shop.ShopPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class PastTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
    private static final ShopPlan PLAN = ShopPlan.of(42, 500, 300);

    @Test
    void theSameSeedWritesTheSameHistoryAndAnotherSeedAnother() throws Exception {
        var first = written(PLAN, 5_000);
        assertThat(written(PLAN, 5_000).events()).isEqualTo(first.events());
        assertThat(written(ShopPlan.of(43, 500, 300), 5_000).events()).isNotEqualTo(first.events());
    }

    @Test
    void aLaterRunOfTheSameSeedWritesOtherIds() throws Exception {
        var sink = new Gathered();
        new Past(new Shop(PLAN), sink).write(NOW.plusSeconds(1), Duration.ofDays(30), 1_000, n -> {});
        var ids = sink.events().stream().map(event -> event.eventId()).collect(Collectors.toSet());
        assertThat(written(PLAN, 1_000).events()).noneMatch(event -> ids.contains(event.eventId()));
    }

    @Test
    void writesAsManyInteractionsAsAskedForWithinTheSpanAndWithoutDoubles() throws Exception {
        var events = written(PLAN, 20_000);
        assertThat(events.interactions()).hasSize(20_000);
        assertThat(events.events().stream().map(event -> event.eventId())).doesNotHaveDuplicates();
        assertThat(events.events())
                .allMatch(event -> !event.occurredAt().isAfter(NOW)
                        && !event.occurredAt().isBefore(NOW.minus(Duration.ofDays(30))));
    }

    @Test
    void everyEventSurvivesTheContract() throws Exception {
        for (var event : written(PLAN, 3_000).events()) {
            var value = EventCodec.write(event);
            assertThat(
                            event instanceof ItemEvent
                                    ? EventCodec.read(ItemEvent.class, value, NOW)
                                    : EventCodec.read(InteractionEvent.class, value, NOW))
                    .isEqualTo(event);
        }
    }

    @Test
    void lateUsersAndItemsComeDuringTheHistoryAndNobodyTouchesAnItemBeforeItCame() throws Exception {
        var events = written(PLAN, 20_000);
        var came = events.items().stream().collect(Collectors.toMap(ItemUpserted::item, ItemUpserted::occurredAt));
        assertThat(came).hasSize(300);
        var opening = NOW.minus(Duration.ofDays(30));
        assertThat(came.values().stream().filter(opening::isBefore)).hasSize(30);
        assertThat(events.interactions()).allMatch(event -> !event.occurredAt().isBefore(came.get(event.item())));
        var early = users(events.interactions(), opening, opening.plus(Duration.ofDays(3)));
        var late = users(events.interactions(), opening.plus(Duration.ofDays(27)), NOW);
        assertThat(early).noneMatch(user -> user.compareTo("user-00470") > 0);
        assertThat(late).anyMatch(user -> user.compareTo("user-00470") > 0);
    }

    @Test
    void aHistoryWithoutSpanOrInteractionsIsRefused() {
        var past = new Past(new Shop(PLAN), new Gathered());
        assertThatThrownBy(() -> past.write(NOW, Duration.ZERO, 10, n -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> past.write(NOW, Duration.ofDays(1), 0, n -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAHistoryEverythingAndEverybodyIsThereAtOnce() throws Exception {
        var sink = new Gathered();
        var shop = new Shop(PLAN);
        assertThat(new Past(shop, sink).skip(NOW)).isEqualTo(new Past.Written(500, 300, 0));
        assertThat(sink.items()).hasSize(300);
        assertThat(sink.interactions()).isEmpty();
        assertThat(shop.visitors()).hasSize(500);
    }

    @Test
    void aHistoryReachesTheBrokerWholeAndFast() throws Exception {
        var stack = TestStack.shared();
        var topics = stack.createTopics("history");
        var progress = new AtomicLong();
        int interactions = 60_000;
        try (var sink = new KafkaSink(stack.bootstrapServers(), topics.prefix())) {
            var shop = new Shop(PLAN.forTenant("shop-1"));
            var report = new Past(shop, sink).write(NOW, Duration.ofDays(30), interactions, progress::set);
            assertThat(report).isEqualTo(new Past.Written(500, 300, interactions));
        }
        assertThat(progress).hasValue(interactions);
        var ids = new HashSet<String>();
        for (byte[] value : values(stack, topics.name(Topic.INTERACTIONS), Topic.INTERACTIONS.partitions())) {
            var event = (InteractionRecorded) EventCodec.read(InteractionEvent.class, value, NOW);
            assertThat(event.tenant()).isEqualTo("shop-1");
            ids.add(event.eventId());
        }
        assertThat(ids).hasSize(interactions);
        assertThat(values(stack, topics.name(Topic.ITEMS), Topic.ITEMS.partitions()))
                .hasSize(300);
    }

    private static Gathered written(ShopPlan plan, long interactions) throws Exception {
        var sink = new Gathered();
        new Past(new Shop(plan), sink).write(NOW, Duration.ofDays(30), interactions, n -> {});
        return sink;
    }

    private static List<String> users(List<InteractionRecorded> events, Instant from, Instant until) {
        return events.stream()
                .filter(event ->
                        !event.occurredAt().isBefore(from) && event.occurredAt().isBefore(until))
                .map(InteractionRecorded::user)
                .toList();
    }

    private static List<byte[]> values(TestStack stack, String topic, int partitions) {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var all = java.util.stream.IntStream.range(0, partitions)
                    .mapToObj(p -> new TopicPartition(topic, p))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            var ends = consumer.endOffsets(all);
            var values = new java.util.ArrayList<byte[]>();
            while (all.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(written -> values.add(written.value()));
            }
            return values;
        }
    }
}
