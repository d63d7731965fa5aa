package io.recloop.recommender.protection;

import static io.recloop.recommender.protection.InFlightRequests.Verdict.ADMITTED;
import static io.recloop.recommender.protection.InFlightRequests.Verdict.CROWDED;
import static io.recloop.recommender.protection.InFlightRequests.Verdict.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EffortSelectorTest {
    private static final long BUDGET = TimeUnit.MILLISECONDS.toNanos(50);

    private final ProtectionConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
            .withMapping(ProtectionConfig.class)
            .build()
            .getConfigMapping(ProtectionConfig.class);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final QueueDelays delays = new QueueDelays(config);
    private final EffortSelector choice = new EffortSelector(new CurrentVertxRequest(), delays, config, metrics);

    @Test
    void aRequestThatFindsRoomAndTimeGetsEverything() {
        assertThat(choice.choose(new Admission(0, BUDGET, ADMITTED), 1)).isEqualTo(Effort.FULL);
        assertThat(Effort.FULL.degraded()).isNull();
    }

    @Test
    void aCrowdIsAnsweredWithWhatIsPopular() {
        assertThat(choice.choose(new Admission(0, BUDGET, CROWDED), 1)).isEqualTo(Effort.SHED);
        assertThat(Effort.SHED.degraded()).isEqualTo("load");
    }

    @Test
    void aLongWaitIsAnsweredWithWhatIsPopularOnlyWhereAllWaitLong() {
        long wait = config.load().shedAfter().toNanos() + 1;
        long interval = config.load().interval().toNanos();
        for (long now = wait; now < wait + interval; now += interval / 10) {
            assertThat(choose(now, wait)).isEqualTo(Effort.FULL);
        }
        assertThat(choose(wait + interval, wait)).isEqualTo(Effort.SHED);
        // A quick request gets everything, and is the end of the queue.
        assertThat(choose(wait + interval + 1, wait - 1)).isEqualTo(Effort.FULL);
        assertThat(choose(wait + interval + 2, wait)).isEqualTo(Effort.FULL);
    }

    @Test
    void aWaitOfFewIsNoQueue() {
        long wait = config.load().shedAfter().toNanos() + 1;
        long interval = config.load().interval().toNanos();
        for (long now = wait; now < wait + 2 * interval; now += interval / 10) {
            assertThat(choice.choose(new Admission(now - wait, 10 * wait, ADMITTED), now))
                    .isEqualTo(Effort.FULL);
        }
    }

    @Test
    void timeThatTheWorkItselfTakesIsNoWait() {
        long wait = config.load().shedAfter().toNanos();
        var longOne = new Admission(0, TimeUnit.HOURS.toNanos(1), QUEUED);
        for (long now = wait; now < 100 * wait; now += wait) {
            assertThat(choice.choose(longOne, now)).isEqualTo(Effort.FULL);
        }
    }

    private Effort choose(long now, long waited) {
        return choice.choose(new Admission(now - waited, 10 * waited, QUEUED), now);
    }

    @Test
    void whatCannotBeDoneInTimeIsDoneCheaper() {
        for (int i = 0; i < 100; i++) {
            choice.took(Effort.FULL, TimeUnit.MILLISECONDS.toNanos(30));
            choice.took(Effort.WITHOUT_FOLD_IN, TimeUnit.MILLISECONDS.toNanos(10));
        }
        assertThat(choice.choose(withRemaining(40), 0)).isEqualTo(Effort.FULL);
        assertThat(choice.choose(withRemaining(20), 0)).isEqualTo(Effort.WITHOUT_FOLD_IN);
        assertThat(choice.choose(withRemaining(5), 0)).isEqualTo(Effort.MINIMAL);
        assertThat(choice.choose(new Admission(0, BUDGET, ADMITTED), BUDGET)).isEqualTo(Effort.MINIMAL);
        assertThat(Effort.MINIMAL.degraded()).isEqualTo("time-budget");
    }

    @Test
    void ofShedAnswersSomeAreRecordedAndTheOthersCounted() {
        long now = System.nanoTime();
        int recorded = 0;
        for (int i = 0; i < 1_000; i++) {
            recorded += choice.recordsShed(now) ? 1 : 0;
        }
        assertThat(recorded).isBetween(100, 101);
        assertThat(metrics.counter("recloop.recommendations.recorded", "outcome", "shed")
                        .count())
                .isEqualTo(1_000 - recorded);
        assertThat(choice.recordsShed(now + TimeUnit.SECONDS.toNanos(1))).isTrue();
    }

    @Test
    void whatWasSlowOnceIsTriedAgain() {
        choice.took(Effort.FULL, TimeUnit.SECONDS.toNanos(2));
        int avoided = 0;
        while (choice.choose(withRemaining(50), 0) != Effort.FULL && avoided < 1_000) {
            avoided++;
        }
        // 4 s · 0.99ⁿ < 50 ms
        assertThat(avoided).isBetween(430, 440);
    }

    private static Admission withRemaining(int millis) {
        return new Admission(0, TimeUnit.MILLISECONDS.toNanos(millis), ADMITTED);
    }
}
