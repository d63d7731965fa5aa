package io.recloop.recommender.protection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class QueueDelaysTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long WAIT = 2 * SECOND;

    private final QueueDelays delays = new QueueDelays(new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(ProtectionConfig.class)
            .build()
            .getConfigMapping(ProtectionConfig.class));

    @Test
    void whereAllThatIsReadHasWaitedLongNobodyElseIsTaken() {
        forASecond(now -> delays.read(WAIT, now));

        assertThat(delays.areTooLongForAnything(SECOND)).isTrue();
        assertThat(delays.areTooLongForAll(WAIT, SECOND)).isFalse();
    }

    @Test
    void whereAllThatIsBegunHasWaitedLongNobodyElseIsTakenThoughAllIsReadAtOnce() {
        forASecond(now -> {
            delays.read(0, now);
            delays.begun(WAIT, now);
        });

        assertThat(delays.areTooLongForAnything(SECOND)).isTrue();
        assertThat(delays.areTooLongForAll(WAIT, SECOND)).isTrue();
    }

    @Test
    void aWaitThatCheaperAnswersShortenRefusesNobody() {
        forASecond(now -> delays.begun(SECOND / 2, now));

        assertThat(delays.areTooLongForAnything(SECOND)).isFalse();
        assertThat(delays.areTooLongForAll(SECOND / 2, SECOND)).isTrue();
        assertThat(delays.areTooLongForAll(0, SECOND)).isFalse();
    }

    private static void forASecond(LongConsumer happens) {
        for (long now = 0; now <= SECOND; now += SECOND / 20) {
            happens.accept(now);
        }
    }
}
