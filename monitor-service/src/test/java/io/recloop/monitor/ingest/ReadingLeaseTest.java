package io.recloop.monitor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.kit.topics.TopicNames;
import io.recloop.monitor.SharedStack;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Two replicas: one reads, the other stands by, is ready and follows.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class ReadingLeaseTest {
    @Inject
    ReadingLeaseRepository leases;

    @Inject
    Intake intake;

    @Inject
    IngestConfig config;

    @Inject
    TopicClients clients;

    @Inject
    TopicNames names;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-30T06:00:00Z"));

    private ReadingLease lease(String name) {
        var clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new ReadingLease(name, leases, config, clock);
    }

    private void pass(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    @Test
    void oneReplicaHasItAsLongAsItRenewsIt() {
        var first = lease("renewed");
        var second = lease("renewed");

        assertThat(first.hold()).isTrue();
        for (int i = 0; i < 10; i++) {
            pass(config.lease().dividedBy(2));
            assertThat(first.hold()).isTrue();
            assertThat(second.hold()).isFalse();
        }
    }

    @Test
    void aReplicaThatFellSilentIsFollowedAndDoesNotComeBack() {
        var killed = lease("silent");
        var next = lease("silent");
        assertThat(killed.hold()).isTrue();

        pass(config.lease());

        assertThat(next.hold()).isTrue();
        assertThat(killed.hold()).isFalse();
    }

    @Test
    void aReplicaThatStopsIsFollowedAtOnce() {
        var stopped = lease("stopped");
        var next = lease("stopped");
        assertThat(stopped.hold()).isTrue();

        stopped.release();

        assertThat(next.hold()).isTrue();
    }

    @Test
    void aReaderThatStandsByIsReadyAndReadsNothing() {
        assertThat(lease("taken").hold()).isTrue();
        var standby = new FactsReader(intake, lease("taken"), clients, names, new SimpleMeterRegistry());
        assertThat(standby.trouble()).isNotNull();

        standby.read();

        assertThat(standby.trouble()).isNull();
        assertThat(standby.isReading()).isFalse();
    }

    @Test
    void aReaderThatLosesTheLeaseStandsBy() throws Exception {
        var reader = new FactsReader(intake, lease("passed-on"), clients, names, new SimpleMeterRegistry());
        var reading = Thread.ofVirtual().start(reader::read);
        await().until(() -> reader.isReading() && reader.trouble() == null);
        var next = lease("passed-on");

        await().until(() -> {
            pass(config.lease());
            return next.hold();
        });

        assertThat(reading.join(Duration.ofSeconds(20))).isTrue();
        assertThat(reader.isReading()).isFalse();
    }
}
