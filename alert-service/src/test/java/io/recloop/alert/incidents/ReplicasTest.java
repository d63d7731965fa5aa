package io.recloop.alert.incidents;

import static io.recloop.contracts.events.Severity.CRITICAL;
import static io.recloop.contracts.events.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.recloop.alert.AlertTables;
import io.recloop.alert.Alerts;
import io.recloop.alert.SettableClock;
import io.recloop.contracts.events.AlertEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several replicas on one database, and many alerts at once.
@QuarkusTest
@TestProfile(AlertTables.ByHand.class)
@QuarkusTestResource(AlertStack.class)
class ReplicasTest {
    private static final int REPLICAS = 3;
    private static final Map<String, String> GROUPED = Map.of(
            "route.root.channels", "a,b",
            "route.root.group-by", "alertname",
            "route.root.group-wait", "5s",
            "route.root.group-interval", "1m");

    private final SettableClock clock = new SettableClock(Alerts.T0);

    @BeforeEach
    void nothingIsDue() {
        AlertTables.clear();
    }

    @Test
    void threeReplicasNotifyAsOneAndOnceEach() throws Exception {
        var settings = Map.of("route.root.channels", "a,b", "route.root.repeat-interval", "1h");
        var one = Replica.with(clock, settings);
        var stream = new ArrayList<AlertEvent>();
        for (int model = 0; model < 40; model++) {
            stream.add(one.raised("ctr-low", WARNING, "m" + model));
            stream.add(one.raised("ctr-low", CRITICAL, "m" + model));
        }
        clock.advance(Duration.ofSeconds(1));
        for (int model = 0; model < 10; model++) {
            stream.add(one.resolved("ctr-low", "m" + model));
        }
        var replicas = IntStream.range(0, REPLICAS)
                .mapToObj(number -> new Replica(Replica.with(clock, settings).core(), one.tenant(), clock))
                .toList();

        // Each hears all of it, in cuts of its own.
        together(replicas, (replica, number) -> {
            var cuts = new Random(number);
            for (int from = 0; from < stream.size(); ) {
                int to = Math.min(stream.size(), from + 1 + cuts.nextInt(20));
                replica.core().incidents().applyAll(stream.subList(from, to));
                from = to;
            }
        });
        assertThat(one.notified())
                .as("40 begin, 40 get worse, 10 end, for two channels")
                .hasSize(2 * (40 + 40 + 10));

        clock.advance(Duration.ofHours(1));
        together(replicas, (replica, number) -> replica.core().tick().fireDue());
        assertThat(one.notified())
                .filteredOn(sent -> sent.startsWith("REPEATED"))
                .hasSize(2 * 30);
    }

    @Test
    void aStormEndsInOneNotificationOfEachGroupAndChannel() throws Exception {
        var one = Replica.with(clock, GROUPED);
        var replicas = IntStream.range(0, REPLICAS)
                .mapToObj(number -> new Replica(Replica.with(clock, GROUPED).core(), one.tenant(), clock))
                .toList();
        together(replicas, (replica, number) -> {
            for (int batch = 0; batch < 5; batch++) {
                var alerts = new ArrayList<AlertEvent>();
                for (int alert = 0; alert < 200; alert++) {
                    alerts.add(one.raised("rule-" + alert % 10, WARNING, number + "/" + batch + "/" + alert));
                }
                replica.core().incidents().applyAll(alerts);
            }
        });
        assertThat(one.notified()).as("collected").isEmpty();

        clock.advance(Duration.ofSeconds(5));
        together(replicas, (replica, number) -> replica.core().tick().fireDue());

        assertThat(one.notified())
                .as("3,000 alerts of ten groups, two channels")
                .hasSize(20);
        clock.advance(Duration.ofSeconds(59));
        one.raise("rule-0", WARNING, "late");
        together(replicas, (replica, number) -> replica.core().tick().fireDue());
        assertThat(one.notified()).as("within the interval").hasSize(20);
    }

    @Test
    void aBatchHasTheEffectOfItsEventsOneByOne() {
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            var single = Replica.with(clock, Map.of());
            var batched = new Replica(Replica.with(clock, Map.of()).core(), single.tenant() + "-batched", clock);
            var events = new ArrayList<List<AlertEvent>>();
            for (int event = 0; event < 30; event++) {
                var model = "m" + random.nextInt(4);
                var severity = random.nextBoolean() ? WARNING : CRITICAL;
                boolean ends = random.nextInt(3) == 0;
                events.add(List.of(
                        ends ? single.resolved("ctr-low", model) : single.raised("ctr-low", severity, model),
                        ends ? batched.resolved("ctr-low", model) : batched.raised("ctr-low", severity, model)));
            }
            var effects = events.stream()
                    .map(pair -> single.core().incidents().apply(pair.getFirst()))
                    .toList();

            assertThat(batched.core()
                            .incidents()
                            .applyAll(events.stream().map(List::getLast).toList()))
                    .as("round %d", round)
                    .isEqualTo(effects);
            assertThat(batched.notified()).isEqualTo(single.notified());
            clock.advance(Duration.ofHours(1));
        }
    }

    private interface Work {
        void run(Replica replica, int number);
    }

    private static void together(List<Replica> replicas, Work work) throws Exception {
        var barrier = new CyclicBarrier(replicas.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, replicas.size())
                    .mapToObj(number -> threads.submit((Callable<Void>) () -> {
                        barrier.await();
                        work.run(replicas.get(number), number);
                        return null;
                    }))
                    .toList();
            for (var one : running) {
                one.get();
            }
        }
    }
}
