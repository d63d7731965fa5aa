package io.recloop.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunStatus;
import io.recloop.scheduler.SchedulerStack;
import io.recloop.scheduler.SchedulerTables;
import io.recloop.scheduler.World;
import io.recloop.scheduler.World.FixedJob;
import io.recloop.scheduler.World.FixedRemediation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(SchedulerTables.ByHand.class)
@QuarkusTestResource(SchedulerStack.class)
class RelayTest {
    private final World world = new World(FixedJob.QUARTERLY, FixedRemediation.DEFAULTS);

    @Test
    void sendsInOrderWithTheHeadersOfCloudEventsAndOnce() throws Exception {
        twoRuns();
        var broker = broker();

        relay(broker).relay();
        relay(broker).relay();

        assertThat(broker.history()).hasSize(2);
        var first = broker.history().getFirst();
        assertThat(first.topic()).isEqualTo("x-pipeline-runs");
        assertThat(new String(first.key(), StandardCharsets.UTF_8)).isEqualTo("model-training");
        var event = EventCodec.read(RunEvent.class, first.value(), world.clock.instant());
        assertThat(event).isEqualTo(world.requests().getFirst());
        assertThat(new String(first.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .isEqualTo(event.eventId());
        assertThat(new String(first.headers().lastHeader("ce_source").value(), StandardCharsets.UTF_8))
                .isEqualTo("/recloop/scheduler-service");
    }

    @Test
    void aKillBetweenSendingAndMarkingSendsTheSameEventAgain() throws Exception {
        twoRuns();
        var broker = broker();
        relay(broker).relay();
        // What a kill before the commit leaves behind.
        SchedulerTables.execute("update scheduler.outbox set sent_at = null");

        relay(broker).relay();

        assertThat(broker.history()).hasSize(4);
        var again = EventCodec.read(RunEvent.class, broker.history().get(2).value(), world.clock.instant());
        assertThat(again)
                .isEqualTo(
                        EventCodec.read(RunEvent.class, broker.history().get(0).value(), world.clock.instant()));
        // Heard twice, the history has it once and the slot goes on as before.
        var before = world.slots();
        world.follow(again);
        world.follow(again);
        assertThat(world.slots()).isEqualTo(before);
        assertThat(world.history().list("default", null, null, 10).runs()).hasSize(2);
    }

    @Test
    void whatTheBrokerDoesNotTakeIsKept() {
        twoRuns();
        var broker = broker();
        broker.sendException = new TimeoutException("no broker");

        assertThatThrownBy(() -> relay(broker).relay()).isInstanceOf(IllegalStateException.class);
        broker.sendException = null;
        relay(broker).relay();

        assertThat(broker.history()).hasSize(2);
    }

    private void twoRuns() {
        world.advance();
        for (int i = 1; i <= 2; i++) {
            world.advanceAt(World.T0.plus(Duration.ofMinutes(15L * i)));
            world.finished(world.slots().getLast().runId(), RunStatus.SUCCEEDED, "published");
        }
    }

    private Relay relay(MockProducer<byte[], byte[]> broker) {
        return new Relay(
                SchedulerTables.bean(OutboxRepository.class), broker, topic -> "x-" + topic.topicName(), world.clock);
    }

    private static MockProducer<byte[], byte[]> broker() {
        return new MockProducer<>(
                true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
